package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Logins")
class LoginsTest {
    private final FrontDoor door = new FrontDoor();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("who registers is signed in, has an inbox, and is known by their address in lower case")
    void register() {
        SignedIn ada = door.register(" Ada@Example.COM ");

        assertEquals(Optional.of("ada@example.com"), ada.user().email());
        assertEquals(900, ada.expiresIn());
        assertTrue(door.admits(ada.accessToken()));
        assertTrue(door.hasInbox(new UserId(ada.user().id())));
        assertTrue(door.admits(login("ADA@example.com", "correct horse").accessToken()));
        assertFalse(ada.toString().contains("eyJ"), "tokens do not slip into logs");
    }

    @Test
    @DisplayName("an address that is too long in small letters only is refused like any that is too long")
    void longInSmallLetters() {
        String address = "\u0130".repeat(200) + "@example.com";

        assertThrows(Problem.Invalid.class, () -> door.register(address));
    }

    @Test
    @DisplayName("E18: of ten who register one address at the same time, one gets it and nine a conflict")
    void registrationRace() {
        List<CompletableFuture<String>> tries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tries.add(CompletableFuture.supplyAsync(() -> outcome(() -> door.register("ada@example.com"))));
        }
        List<String> outcomes =
                tries.stream().map(CompletableFuture::join).sorted().toList();

        assertEquals(
                List.of("Conflict", "Conflict", "Conflict", "Conflict", "Conflict", "Conflict", "Conflict", "Conflict"),
                outcomes.subList(0, 8));
        assertEquals(List.of("Conflict", "ok"), outcomes.subList(8, 10));
    }

    @Test
    @DisplayName("who could not be signed in has not registered either, and can try again")
    void registerIsWhole() {
        door.sql("alter table sign_in rename to elsewhere");
        assertThrows(RuntimeException.class, () -> door.register("ada@example.com"));
        door.sql("alter table elsewhere rename to sign_in");

        assertTrue(door.admits(door.register("ada@example.com").accessToken()));
    }

    @Test
    @DisplayName("where registration is closed nobody registers")
    void closedRegistration() {
        try (FrontDoor closed = new FrontDoor("TUTTI_REGISTRATION", "false")) {
            assertThrows(Problem.Forbidden.class, () -> closed.register("ada@example.com"));
        }
    }

    @Test
    @DisplayName("E10: a wrong password and an unknown address get the same answer")
    void noEnumeration() {
        door.register("ada@example.com");

        Problem wrong = assertThrows(Problem.Unauthenticated.class, () -> login("ada@example.com", "wrong horse"));
        Problem unknown = assertThrows(Problem.Unauthenticated.class, () -> login("bob@example.com", "wrong horse"));
        assertEquals(wrong.getMessage(), unknown.getMessage());
    }

    @Test
    @DisplayName("E10: an unknown address costs one hash, and at the same cost, as a wrong password does")
    void noEnumerationByTime() {
        door.register("ada@example.com");
        List<String> hashes = new ArrayList<>();
        Passwords counted = new Passwords() {
            @Override
            boolean compare(String password, String hash) {
                hashes.add(hash);
                return super.compare(password, hash);
            }
        };
        counted.settings = door.logins.passwords.settings;
        counted.prepare();
        door.logins.passwords = counted;

        assertThrows(Problem.Unauthenticated.class, () -> login("ada@example.com", "wrong horse"));
        assertEquals(1, hashes.size());
        assertThrows(Problem.Unauthenticated.class, () -> login("bob@example.com", "wrong horse"));
        assertEquals(2, hashes.size());
        assertFalse(hashes.stream().anyMatch(counted::isOutdated));
    }

    @Test
    @DisplayName("a disabled account neither signs in nor goes on")
    void disabledAccount() {
        SignedIn ada = door.register("ada@example.com");
        door.sql("update account set disabled_at = current_timestamp");

        assertThrows(Problem.Unauthenticated.class, () -> login("ada@example.com", "correct horse"));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(ada.refreshToken()));
        assertFalse(door.admits(ada.accessToken()));
    }

    @Test
    @DisplayName("E11: a hash of former parameters is renewed at the next login")
    void rehash() {
        door.register("ada@example.com");
        String old = Argon2Function.getInstance(1_024, 1, 1, 32, Argon2.ID)
                .hash("correct horse")
                .getResult();
        door.sql("update account set password_hash = '" + old + "'");

        login("ada@example.com", "correct horse");
        String renewed = door.accounts
                .byEmail("ada@example.com")
                .flatMap(Account::passwordHash)
                .orElseThrow();
        assertTrue(renewed.contains("m=19456,t=2,p=1"), renewed);
        login("ada@example.com", "correct horse");
    }

    @Test
    @DisplayName("a refresh token is exchanged for a new pair, and the pair for the next")
    void refresh() {
        SignedIn first = door.register("ada@example.com");
        door.clock.advance(Duration.ofMinutes(10));
        SignedIn second = door.refresh(first.refreshToken());
        door.clock.advance(Duration.ofMinutes(10));
        SignedIn third = door.refresh(second.refreshToken());

        assertNotEquals(first.refreshToken(), second.refreshToken());
        assertNotEquals(second.refreshToken(), third.refreshToken());
        assertTrue(door.admits(third.accessToken()));
    }

    @Test
    @DisplayName("B18: two tabs that renew at the same time get the same successor")
    void twoTabs() {
        SignedIn ada = door.register("ada@example.com");
        List<CompletableFuture<String>> tabs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tabs.add(CompletableFuture.supplyAsync(
                    () -> door.refresh(ada.refreshToken()).refreshToken()));
        }

        assertEquals(1, tabs.stream().map(CompletableFuture::join).distinct().count());
    }

    @Test
    @DisplayName("B18: a lost reply can be had again for thirty seconds, and no longer")
    void lostReply() {
        SignedIn ada = door.register("ada@example.com");
        String successor = door.refresh(ada.refreshToken()).refreshToken();
        door.clock.advance(Duration.ofSeconds(29));
        assertEquals(successor, door.refresh(ada.refreshToken()).refreshToken());

        door.clock.advance(Duration.ofSeconds(2));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(ada.refreshToken()));
    }

    @Test
    @DisplayName("B18: a spent token ends the whole sign-in, its successors too, and the inbox tells of it once")
    void reuse() {
        SignedIn first = door.register("ada@example.com");
        SignedIn second = door.refresh(first.refreshToken());
        SignedIn third = door.refresh(second.refreshToken());

        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(first.refreshToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(third.refreshToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(first.refreshToken()));
        assertFalse(door.admits(third.accessToken()));
        List<Entry> inbox = door.inbox(first.user().id());
        assertEquals(
                List.of("session:ended"),
                inbox.stream().map(e -> e.what().type()).toList());
    }

    @Test
    @DisplayName("a refresh token lives from the last renewal on, not from the sign-in")
    void refreshLife() {
        SignedIn ada = door.register("ada@example.com");
        door.clock.advance(Duration.ofDays(29));
        SignedIn later = door.refresh(ada.refreshToken());
        door.clock.advance(Duration.ofDays(29));
        SignedIn last = door.refresh(later.refreshToken());
        door.clock.advance(Duration.ofDays(31));

        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(last.refreshToken()));
    }

    @Test
    @DisplayName("B13: signing out ends this sign-in at once and no other, and twice is no error")
    void logout() {
        SignedIn phone = door.register("ada@example.com");
        SignedIn laptop = login("ada@example.com", "correct horse");
        var signIn = door.caller(phone).credential().signIn();

        door.logins.logout(new Renewal(phone.refreshToken(), false));
        door.logins.logout(new Renewal(phone.refreshToken(), false));

        assertFalse(door.admits(phone.accessToken()));
        assertTrue(door.admits(laptop.accessToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(phone.refreshToken()));
        Entry.Happening ended = door.inbox(phone.user().id()).get(0).what();
        assertEquals("{\"signInId\":\"" + signIn + "\"}", ended.payload());
        assertEquals(Optional.of(Revocation.ofSignIn(signIn)), ended.revokes());
        assertEquals(1, door.inbox(phone.user().id()).size());
    }

    @Test
    @DisplayName("B13: signing out everywhere ends all sign-ins at once; a new one is not touched by it")
    void logoutAll() {
        SignedIn phone = door.register("ada@example.com");
        SignedIn laptop = login("ada@example.com", "correct horse");
        SignedIn bob = door.register("bob@example.com");
        Caller letInBefore = door.caller(laptop);
        assertTrue(door.signIns.stillStands(letInBefore));

        door.logins.logoutAll(door.caller(phone));

        assertFalse(door.signIns.stillStands(letInBefore));

        assertFalse(door.admits(phone.accessToken()));
        assertFalse(door.admits(laptop.accessToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(laptop.refreshToken()));
        assertTrue(door.admits(bob.accessToken()));
        assertTrue(door.admits(login("ada@example.com", "correct horse").accessToken()));
        Entry.Happening out = door.inbox(phone.user().id()).get(0).what();
        assertEquals("account:signed_out", out.type());
        assertEquals("{}", out.payload());
        assertEquals(Optional.of(Revocation.ofAccount(new UserId(phone.user().id()))), out.revokes());
    }

    @Test
    @DisplayName("a new name is the caller's own at the next request; what is not named stays")
    void changeProfile() {
        SignedIn ada = door.register("ada@example.com");
        door.accounts.change(door.caller(ada), IfMatch.ANY, new ProfileChange("Ada L.", "https://example.com/ada.png"));
        AccountView cleared =
                door.accounts.change(door.caller(ada), IfMatch.parse("\"2\""), new ProfileChange(null, ""));

        assertEquals("Ada L.", door.caller(ada).name());
        assertEquals(
                new AccountView(ada.user().id(), Optional.of("ada@example.com"), "Ada L.", Optional.empty(), false, 3),
                cleared);
    }

    @Test
    @DisplayName("two changes of oneself merge, unless they are of the same field")
    void staleProfile() {
        Caller ada = door.caller(door.register("ada@example.com"));
        IfMatch first = IfMatch.parse("\"1\"");
        door.accounts.change(ada, first, new ProfileChange("Ada L.", null));

        assertEquals(
                2, door.accounts.change(ada, first, new ProfileChange(null, "")).version(), "nothing is different");
        assertThrows(
                Problem.StaleVersion.class, () -> door.accounts.change(ada, first, new ProfileChange("Eve", null)));
    }

    private SignedIn login(String email, String password) {
        return door.logins.login(new Login(email, password, false), "192.0.2.1", FrontDoor.LAPTOP);
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return "ok";
        } catch (RuntimeException refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
