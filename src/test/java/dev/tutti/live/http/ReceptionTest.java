package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.limit.FreshRates;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What depends on how often one comes; the rest is held on the servers themselves, by SseIT and PollIT. */
@DisplayName("Reception")
class ReceptionTest {
    private final ManualClock clock = new ManualClock();
    private final Reception reception = new Reception();
    private final Map<String, Caller> people = Map.of("ada", person("Ada"), "bob", person("Bob"));

    @BeforeEach
    void furnish() {
        reception.settings = ChosenSettings.of("TUTTI_CONNECTIONS_PER_MINUTE_PER_USER", "3");
        reception.rates = FreshRates.of(reception.settings, clock);
        reception.registry = new SessionRegistry() {
            @Override
            public boolean letsIn(Seat seat) {
                return true;
            }
        };
        reception.authenticator = new Authenticator() {
            @Override
            public Admission byToken(String token) {
                return new Admission.Admitted(people.get(token));
            }

            @Override
            public Admission byTokenOrKey(String token) {
                return byToken(token);
            }
        };
    }

    @Test
    @DisplayName(
            "lets a person begin so many streams a minute, says when the next may come, and counts whom it refused")
    void streams() {
        Growth refused = Growth.of(Count.HANDSHAKES, "stream", "too_many");
        Growth struck = Growth.of(Limit.CONNECTIONS_PER_MINUTE_PER_USER);
        IntStream.range(0, 3).forEach(i -> comes("ada", Seat.STREAM));

        Problem.NotNow tooOften = assertThrows(Problem.NotNow.class, () -> comes("ada", Seat.STREAM));
        assertEquals(Optional.of(Duration.ofSeconds(20)), tooOften.retryAfter());
        assertEquals("20", Refusal.of((Problem) tooOften).headers().get("Retry-After"));
        assertEquals(List.of(1L, 1L), List.of(refused.now(), struck.now()));
        assertDoesNotThrow(() -> comes("bob", Seat.STREAM));
        clock.advance(Duration.ofSeconds(20));
        assertDoesNotThrow(() -> comes("ada", Seat.STREAM));
    }

    @Test
    @DisplayName("counts the streams with the sockets, of which the endpoint knows")
    void together() {
        String ada = people.get("ada").id().toString();
        IntStream.range(0, 3).forEach(i -> reception.rates.take(Rate.HANDSHAKES, ada));

        assertThrows(Problem.NotNow.class, () -> comes("ada", Seat.STREAM));
    }

    @Test
    @DisplayName("lets them poll as often as they like: an answered poll comes back at once")
    void polls() {
        IntStream.range(0, 100).forEach(i -> comes("ada", Seat.POLL));

        assertDoesNotThrow(() -> comes("ada", Seat.STREAM));
    }

    private Caller comes(String name, Seat seat) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + name);
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                ReceptionTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaders" ->
                        Collections.enumeration(Optional.ofNullable(headers.get(arguments[0])).stream()
                                .toList());
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        return reception.admit(request, seat);
    }

    private static Caller person(String name) {
        Credential credential = new Credential(UUID.randomUUID(), Optional.empty(), false, Instant.EPOCH, Instant.MAX);
        return new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
    }
}
