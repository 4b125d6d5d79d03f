package dev.tutti.base.limit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.LogLines;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rates of calls")
class RatesTest {
    private final ManualClock clock = new ManualClock();
    private final Rates rates = new Rates();
    private final RateFilter filter = new RateFilter();

    @BeforeEach
    void furnish() {
        rates.settings = ChosenSettings.of(
                "TUTTI_WRITES_PER_SECOND", "2",
                "TUTTI_WRITE_BURST", "4",
                "TUTTI_SEARCHES_PER_MINUTE", "3",
                "TUTTI_INVITES_PER_HOUR", "2",
                "TUTTI_JOINS_PER_MINUTE", "5",
                "TUTTI_CONNECTIONS_PER_MINUTE_PER_USER", "4",
                "TUTTI_SIGN_INS_PER_MINUTE_PER_ADDRESS", "6",
                "TUTTI_CHECKUPS_PER_MINUTE", "6",
                "TUTTI_KEY_CALLS_PER_SECOND", "4",
                "TUTTI_KEY_CALL_BURST", "7",
                "TUTTI_CALLS_PER_SECOND_PER_ADDRESS", "1",
                "TUTTI_CALL_BURST_PER_ADDRESS", "6");
        rates.clock = clock;
        rates.open();
        filter.rates = rates;
    }

    @Test
    @DisplayName("let a burst through, refuse the next, say when to come back, and count that the limit struck")
    void strikes() {
        check(Rate.WRITES, Limit.WRITES_PER_SECOND, 4, Duration.ofMillis(500));
        check(Rate.SEARCHES, Limit.SEARCHES_PER_MINUTE, 3, Duration.ofSeconds(20));
        check(Rate.INVITES, Limit.INVITES_PER_HOUR, 2, Duration.ofMinutes(30));
        check(Rate.JOINS, Limit.JOINS_PER_MINUTE, 5, Duration.ofSeconds(12));
        check(Rate.HANDSHAKES, Limit.CONNECTIONS_PER_MINUTE_PER_USER, 4, Duration.ofSeconds(15));
        check(Rate.SIGN_INS, Limit.SIGN_INS_PER_MINUTE_PER_ADDRESS, 6, Duration.ofSeconds(10));
        check(Rate.CHECKUPS, Limit.CHECKUPS_PER_MINUTE, 6, Duration.ofSeconds(10));
        check(Rate.KEY_CALLS, Limit.KEY_CALLS_PER_SECOND, 7, Duration.ofMillis(250));
        check(Rate.CALLS, Limit.CALLS_PER_SECOND_PER_ADDRESS, 6, Duration.ofSeconds(1));
    }

    private void check(Rate rate, Limit limit, int burst, Duration wait) {
        long before = limit.strikes();
        IntStream.range(0, burst).forEach(i -> rates.take(rate, "ada"));

        Duration told = refused(rate, "ada").orElseThrow();
        // Rounded up, never down.
        assertTrue(!told.minus(wait).isNegative() && told.minus(wait).toMillis() <= 1, told::toString);
        refused(rate, "ada");
        assertEquals(before + 2, limit.strikes());
        assertDoesNotThrow(() -> rates.take(rate, "bob"));
        clock.advance(told);
        assertDoesNotThrow(() -> rates.take(rate, "ada"));
        refused(rate, "ada");
    }

    @Test
    @DisplayName("are kept for each by itself: who may not search writes on")
    void apart() {
        IntStream.range(0, 3).forEach(i -> rates.take(Rate.SEARCHES, "ada"));
        refused(Rate.SEARCHES, "ada");

        assertDoesNotThrow(() -> rates.take(Rate.WRITES, "ada"));
    }

    @Test
    @DisplayName("remember no more than so many, those who came last")
    void bounded() {
        rates.take(Rate.INVITES, "first");
        IntStream.range(0, Rates.MOST + 10).forEach(i -> rates.take(Rate.INVITES, "one " + i));

        assertEquals(Rates.MOST, rates.size(Rate.INVITES));
    }

    @Test
    @DisplayName("log who is over one, but not every time")
    void logged() {
        IntStream.range(0, 4).forEach(i -> rates.take(Rate.WRITES, "ada"));

        List<String> lines =
                LogLines.of(Rates.class, () -> IntStream.range(0, 100).forEach(i -> refused(Rate.WRITES, "ada")));

        assertEquals("INFO rate.limit setting=TUTTI_WRITES_PER_SECOND of=ada", lines.get(0));
        assertTrue(lines.size() <= 10, lines::toString);
    }

    @Test
    @DisplayName(
            "are those of writing for whatever is not reading, and those that a call or its resource is marked with")
    void whichRate() throws NoSuchMethodException {
        Method plain = Plain.class.getDeclaredMethod("call");
        Method marked = Plain.class.getDeclaredMethod("marked");
        Method whole = Whole.class.getDeclaredMethod("call");
        Caller reader = person();
        Caller writer = person();
        Caller searcher = person();
        Caller host = person();

        for (String verb : List.of("GET", "HEAD", "OPTIONS")) {
            IntStream.range(0, 10).forEach(i -> filter.keep(reader, verb, plain));
        }
        for (String verb : List.of("POST", "PUT", "PATCH", "DELETE")) {
            filter.keep(writer, verb, plain);
        }
        assertThrows(Problem.NotNow.class, () -> filter.keep(writer, "POST", plain));

        IntStream.range(0, 3).forEach(i -> filter.keep(searcher, "GET", marked));
        assertThrows(Problem.NotNow.class, () -> filter.keep(searcher, "GET", marked));
        assertDoesNotThrow(() -> filter.keep(searcher, "POST", plain));

        IntStream.range(0, 2).forEach(i -> filter.keep(host, "GET", whole));
        assertThrows(Problem.NotNow.class, () -> filter.keep(host, "GET", whole));
    }

    @Test
    @DisplayName("are kept for each integration by its key, whatever it does, and it writes as a person may")
    void integrations() throws NoSuchMethodException {
        Method plain = Plain.class.getDeclaredMethod("call");
        UUID workspace = UUID.randomUUID();
        Caller robot = integration(workspace);
        Caller other = integration(workspace);
        Caller ada = person();
        Growth struck = Growth.of(Limit.KEY_CALLS_PER_SECOND);

        IntStream.range(0, 4).forEach(i -> filter.keep(robot, "POST", plain));
        assertThrows(Problem.NotNow.class, () -> filter.keep(robot, "POST", plain));
        assertEquals(0, struck.now(), "it wrote too much, and may read");
        IntStream.range(0, 2).forEach(i -> filter.keep(robot, "GET", plain));
        assertThrows(Problem.NotNow.class, () -> filter.keep(robot, "GET", plain));
        assertThrows(Problem.NotNow.class, () -> rates.call(robot), "polls are calls too");
        assertEquals(2, struck.now());

        assertDoesNotThrow(() -> filter.keep(other, "POST", plain));
        IntStream.range(0, 20).forEach(i -> filter.keep(ada, "GET", plain));
        clock.advance(Duration.ofMillis(251));
        assertDoesNotThrow(() -> filter.keep(robot, "GET", plain));
    }

    private static Caller person() {
        return caller(Optional.empty());
    }

    private static Caller integration(UUID workspace) {
        return caller(Optional.of(new Grant(UUID.randomUUID(), workspace, Set.of(Scope.READ))));
    }

    private static Caller caller(Optional<Grant> grant) {
        UUID id = grant.map(Grant::key).orElseGet(UUID::randomUUID);
        Credential credential = new Credential(id, Optional.empty(), false, Instant.MIN, Instant.MAX, grant);
        return new Caller(new UserId(id), "Somebody", credential, Echo.NONE);
    }

    private Optional<Duration> refused(Rate rate, String who) {
        Problem.NotNow refusal = assertThrows(Problem.NotNow.class, () -> rates.take(rate, who));
        assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
        return refusal.retryAfter();
    }

    static class Plain {
        void call() {}

        @AtRate(Rate.SEARCHES)
        void marked() {}
    }

    @AtRate(Rate.INVITES)
    static class Whole {
        void call() {}
    }
}
