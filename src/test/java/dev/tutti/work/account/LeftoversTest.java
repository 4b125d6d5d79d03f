package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Leftovers")
class LeftoversTest {
    private final FrontDoor door = new FrontDoor();
    private final SignedIn ada = door.register("ada@example.com");

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("tickets are forgotten when they are over, some at a time, and no others")
    void tickets() {
        for (int i = 0; i < 3; i++) {
            door.tickets.issue(door.caller(ada));
        }
        door.clock.advance(Duration.ofSeconds(31));
        SignedIn bob = door.register("bob@example.com");
        String fresh = door.tickets.issue(door.caller(bob)).ticket();

        assertEquals(2, door.leftovers.forgetTickets(now(), 2));
        assertEquals(1, door.leftovers.forgetTickets(now(), 2));
        assertEquals(0, door.leftovers.forgetTickets(now(), 2));
        assertInstanceOf(Admission.Admitted.class, door.authenticator.byTicket(fresh));
    }

    @Test
    @DisplayName("a sign-in that goes on is kept, and still notices that a spent token is used again")
    void standing() {
        door.clock.advance(Duration.ofDays(29));
        SignedIn renewed = door.refresh(ada.refreshToken());
        door.clock.advance(Duration.ofDays(29));

        assertEquals(0, door.leftovers.forgetSignIns(now(), 10));
        SignedIn again = door.refresh(renewed.refreshToken());
        door.clock.advance(Duration.ofMinutes(1));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(renewed.refreshToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(again.refreshToken()));
    }

    @Test
    @DisplayName("a sign-in that has ended is kept as long as what it let in may live, and then forgotten")
    void ended() {
        Caller letIn = door.caller(ada);
        door.logins.logout(new Renewal(ada.refreshToken(), false));
        door.clock.advance(Duration.ofMinutes(16));

        assertEquals(0, door.leftovers.forgetSignIns(now(), 10), "a connection of it may be on its way out");
        assertFalse(door.signIns.stillStands(letIn));
        door.clock.advance(Duration.ofHours(2));
        assertEquals(0, door.leftovers.forgetSignIns(now().minus(Duration.ofHours(3)), 10));
        assertEquals(1, door.leftovers.forgetSignIns(now(), 10));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(ada.refreshToken()));
    }

    @Test
    @DisplayName("a sign-in that nobody renewed in time is forgotten, some at a time")
    void unused() {
        door.register("bob@example.com");
        door.register("eve@example.com");
        door.clock.advance(Duration.ofDays(30));
        assertEquals(0, door.leftovers.forgetSignIns(now(), 2));
        door.clock.advance(Duration.ofDays(1));

        assertEquals(2, door.leftovers.forgetSignIns(now(), 2));
        assertEquals(1, door.leftovers.forgetSignIns(now(), 2));
        assertEquals(0, door.leftovers.forgetSignIns(now(), 2));
    }

    @Test
    @DisplayName("failed sign-ins are forgotten, some at a time")
    void failedLogins() {
        LoginSource source = LoginSource.of("ada@example.com", "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            door.failures.note(source);
        }
        door.clock.advance(Duration.ofMinutes(1));
        door.failures.note(source);

        assertEquals(2, door.leftovers.forgetFailedLogins(now(), 2));
        assertEquals(1, door.leftovers.forgetFailedLogins(now(), 2));
        assertEquals(0, door.leftovers.forgetFailedLogins(now(), 2));
    }

    @Test
    @DisplayName("are all cleared away by the upkeep, and nothing else is")
    void upkeep() {
        for (int i = 0; i < Clearing.BATCH + 1; i++) {
            door.failures.note(LoginSource.of("ada@example.com", "192.0.2.1"));
        }
        door.tickets.issue(door.caller(ada));
        door.clock.advance(Duration.ofMinutes(15).plusMillis(1));
        door.failures.note(LoginSource.of("ada@example.com", "192.0.2.2"));
        door.clearing.run(now());
        assertEquals(0, door.leftovers.forgetTickets(now(), 1));
        assertEquals(1, door.leftovers.forgetFailedLogins(now().plusMillis(1), 1_000));

        door.clock.advance(Duration.ofDays(31));
        door.clearing.run(now());
        assertEquals(0, door.leftovers.forgetSignIns(now(), 1));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(ada.refreshToken()));
    }

    private Instant now() {
        return door.clock.instant();
    }
}
