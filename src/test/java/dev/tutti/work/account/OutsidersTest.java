package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.OutsideToken;
import dev.tutti.base.identity.SignIns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People from outside")
class OutsidersTest {
    private final FrontDoor door = new FrontDoor();
    private final UUID session = UUID.randomUUID();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("get an account with an inbox when they are first seen, and the same one ever after")
    void firstSeen() {
        SignIns.Standing first = standing(token("ada", Optional.of("ada@example.com")));

        assertEquals("Ada", first.name());
        assertTrue(door.hasInbox(first.user()));
        assertEquals(first, standing(token("ada", Optional.empty())));
        assertNotEquals(first.user(), standing(token("bob", Optional.empty())).user());
        assertEquals(
                first.user(),
                door.people(people -> people.byEmail("Ada@Example.com"))
                        .orElseThrow()
                        .id());
    }

    @Test
    @DisplayName("get one account however many of their requests come first at the same time")
    void firstSeenAtOnce() {
        List<CompletableFuture<SignIns.Standing>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(CompletableFuture.supplyAsync(() -> standing(token("ada", Optional.of("ada@example.com")))));
        }

        assertEquals(
                1,
                Set.copyOf(requests.stream().map(CompletableFuture::join).toList())
                        .size());
    }

    @Test
    @DisplayName("are never joined with a local account that has the same address")
    void noTakeover() {
        SignedIn local = door.register("ada@example.com");
        SignIns.Standing outside = standing(token("ada", Optional.of("ADA@example.com")));

        assertNotEquals(local.user().id(), outside.user().value());
        assertEquals(
                local.user().id(),
                door.people(people -> people.byEmail("ada@example.com"))
                        .orElseThrow()
                        .id()
                        .value());
        assertEquals(
                Optional.empty(),
                door.people(people -> people.all(List.of(outside.user())))
                        .get(outside.user())
                        .email());
    }

    @Test
    @DisplayName("B13: after signing out everywhere, only a token issued later lets them in")
    void signedOut() {
        OutsideToken before = token("ada", Optional.empty());
        Caller ada = caller(standing(before));
        String ticket = door.tickets.issue(ada).ticket();
        door.clock.advance(Duration.ofSeconds(5));
        assertTrue(door.signIns.stillStands(ada));
        door.logins.logoutAll(ada);

        assertFalse(door.signIns.stillStands(ada), "a connection that was let in before is not welcomed after");
        assertEquals(Optional.empty(), door.signIns.outside(before));
        assertEquals(Optional.empty(), door.signIns.outside(token("ada", Optional.empty())), "in doubt it is too old");
        assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket(ticket));
        door.clock.advance(Duration.ofSeconds(1));
        assertEquals(ada.id(), standing(token("ada", Optional.empty())).user());
        assertInstanceOf(
                Admission.Admitted.class,
                door.authenticator.byTicket(door.tickets.issue(ada).ticket()));
    }

    @Test
    @DisplayName("are refused when their account is disabled")
    void disabled() {
        standing(token("ada", Optional.empty()));
        door.sql("update account set disabled_at = current_timestamp");

        assertEquals(Optional.empty(), door.signIns.outside(token("ada", Optional.empty())));
    }

    private SignIns.Standing standing(OutsideToken token) {
        return door.signIns.outside(token).orElseThrow();
    }

    private Caller caller(SignIns.Standing who) {
        Instant now = door.clock.instant();
        return new Caller(
                who.user(),
                who.name(),
                new Credential(session, Optional.empty(), false, now, now.plusSeconds(60)),
                Echo.NONE);
    }

    private OutsideToken token(String subject, Optional<String> email) {
        Instant now = door.clock.instant();
        return new OutsideToken(
                "https://id.example.com",
                subject,
                session,
                Optional.empty(),
                "Ada",
                email,
                Optional.of(now),
                now.plusSeconds(60));
    }
}
