package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A person's sign-ins")
class SignInBookTest {
    private static final PageRequest ALL = PageRequest.parse(null, null);

    private final FrontDoor door = new FrontDoor();
    private final SignedIn laptop = door.register("ada@example.com");

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("are listed with the newest first, each with when it began and was used, and with what")
    void listed() {
        door.clock.advance(Duration.ofMinutes(5));
        SignedIn phone = login("Phone/2.0 (small)");
        door.clock.advance(Duration.ofMinutes(5));
        door.refresh(laptop.refreshToken());

        List<SignInView> items = list(laptop, ALL).items();

        assertEquals(
                List.of(id(phone), id(laptop)),
                items.stream().map(SignInView::id).toList());
        SignInView second = items.get(0);
        SignInView first = items.get(1);
        assertEquals(Optional.of("Phone/2.0 (small)"), second.userAgent());
        assertEquals(second.createdAt(), second.usedAt());
        assertEquals(Duration.ofMinutes(10), Duration.between(first.createdAt(), first.usedAt()));
        assertTrue(first.current());
        assertFalse(second.current());
        assertTrue(list(phone, ALL).items().get(0).current());
    }

    @Test
    @DisplayName("are looked up at every request, together with whose they are, in one statement")
    void oneLook() {
        assertEquals(
                List.of("select sign_in", "commit"),
                ScratchDatabase.roundTrips(() -> assertTrue(door.admits(laptop.accessToken()))));
    }

    @Test
    @DisplayName("are those that go on: none that has ended, none that nobody can renew, and nobody else's")
    void goingOn() {
        door.register("bob@example.com");
        SignedIn phone = login("Phone");
        door.logins.logout(new Renewal(phone.refreshToken(), false));
        assertEquals(1, list(laptop, ALL).items().size());

        door.clock.advance(Duration.ofDays(31));
        SignedIn anew = login("Tablet");

        assertEquals(
                List.of(id(anew)),
                list(anew, ALL).items().stream().map(SignInView::id).toList());
    }

    @Test
    @DisplayName("come a page at a time, without a hole and without one twice")
    void paged() {
        for (int i = 0; i < 4; i++) {
            door.clock.advance(Duration.ofSeconds(1));
            login("Phone " + i);
        }

        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<SignInView> page = list(laptop, new PageRequest(2, next));
            assertTrue(page.items().size() <= 2);
            page.items().forEach(item -> seen.add(item.userAgent().orElseThrow()));
            next = page.next();
        } while (next.isPresent());

        assertEquals(List.of("Phone 3", "Phone 2", "Phone 1", "Phone 0", "Laptop/1.0"), seen);
    }

    @Test
    @DisplayName("end one by one: told once, and neither one of somebody else's nor one that never was")
    void endOne() {
        SignedIn phone = login("Phone");
        Caller ada = door.caller(laptop);
        UUID ended = id(phone);

        end(ada, ended);
        end(ada, ended);

        assertFalse(door.admits(phone.accessToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(phone.refreshToken()));
        assertTrue(door.admits(laptop.accessToken()));
        List<Entry> told = door.inbox(laptop.user().id());
        assertEquals(1, told.size());
        assertEquals(
                new AccountEvent.SessionEnded(ended).revokes(),
                told.get(0).what().revokes());
        Caller bob = door.caller(door.register("bob@example.com"));
        assertThrows(Problem.NotFound.class, () -> end(bob, id(laptop)));
        assertThrows(Problem.NotFound.class, () -> end(bob, UUID.randomUUID()));
        assertTrue(door.admits(laptop.accessToken()));
    }

    @Test
    @DisplayName("end all but the one that asks, each told")
    void endOthers() {
        SignedIn phone = login("Phone");
        SignedIn tablet = login("Tablet");
        SignedIn bob = door.register("bob@example.com");

        door.logins.logoutOthers(door.caller(tablet));

        assertFalse(door.admits(laptop.accessToken()));
        assertFalse(door.admits(phone.accessToken()));
        assertTrue(door.admits(tablet.accessToken()));
        assertTrue(door.admits(bob.accessToken()));
        assertEquals(
                List.of("session:ended", "session:ended"),
                door.inbox(laptop.user().id()).stream()
                        .map(entry -> entry.what().type())
                        .toList());
    }

    @Test
    @DisplayName("show what they were made with as one short line of plain letters, whatever it was")
    void plain() {
        assertEquals(Optional.empty(), UserAgent.of(null).text());
        assertEquals(Optional.empty(), UserAgent.of(" \u202e\u0007 ").text());
        assertEquals(
                Optional.of("Fire fox 1 <b>"),
                UserAgent.of("Fire\r\nfox\u202e1\t<b>\u00e4").text());
        assertEquals(
                Optional.of("x".repeat(200)), UserAgent.of("x".repeat(4_000)).text());
    }

    private Page<SignInView> list(SignedIn asking, PageRequest request) {
        Caller caller = door.caller(asking);
        return door.book.list(caller.id(), caller.credential().signIn(), request);
    }

    private void end(Caller caller, UUID signIn) {
        door.book.end(caller.id(), signIn, Author.of(caller));
    }

    private UUID id(SignedIn signedIn) {
        return door.caller(signedIn).credential().signIn();
    }

    private SignedIn login(String agent) {
        return door.logins.login(
                new Login("ada@example.com", "correct horse", false), "192.0.2.1", UserAgent.of(agent));
    }
}
