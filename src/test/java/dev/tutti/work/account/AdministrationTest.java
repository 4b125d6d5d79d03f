package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Administration")
class AdministrationTest {
    private final FrontDoor door = new FrontDoor();
    private final SignedIn ada = door.register("ada@example.com");
    private final SignedIn root = door.register("root@example.com");
    private Caller administrator;

    @BeforeEach
    void mark() {
        door.sql("update account set administrator = true where email = 'root@example.com'");
        administrator = door.caller(root);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("is for accounts that carry the mark")
    void marked() {
        assertTrue(administrator.credential().administrator());
        assertTrue(login("root@example.com").user().administrator());
        assertFalse(door.caller(ada).credential().administrator());
        assertThrows(Problem.Forbidden.class, () -> change(door.caller(ada), root, true));
        assertThrows(
                Problem.Forbidden.class,
                () -> door.administration.change(
                        door.caller(ada), new UserId(UUID.randomUUID()), IfMatch.ANY, new NewStatus(true)));
    }

    @Test
    @DisplayName("is for accounts that the settings name, by whatever they come in")
    void named() {
        door.logins.administrators.settings =
                ChosenSettings.of("TUTTI_ADMINISTRATORS", " " + ada.user().id() + " , " + UUID.randomUUID());
        Caller caller = door.caller(ada);

        assertTrue(caller.credential().administrator());
        assertTrue(login("ada@example.com").user().administrator());
        assertTrue(door.accounts.of(caller.id()).administrator());
        assertTrue(
                door.authenticator.byTicket(door.tickets.issue(caller).ticket()) instanceof Admission.Admitted admitted
                        && admitted.caller().credential().administrator());
        assertFalse(door.register("bob@example.com").user().administrator());
    }

    @Test
    @DisplayName("takes no name in the settings that is not an account's id")
    void misspelt() {
        for (String name : List.of("ada@example.com", "1-1-1-1-1", "0192f0c1")) {
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> ChosenSettings.of("TUTTI_ADMINISTRATORS", name));
            assertTrue(refusal.getMessage().contains("TUTTI_ADMINISTRATORS is '" + name), refusal.getMessage());
        }
        assertEquals(Set.of(), ChosenSettings.of().accounts().administrators());
    }

    @Test
    @DisplayName(
            "B13: disabling ends all sign-ins of the account, and tells its inbox once, by which connections close")
    void disabling() {
        SignedIn phone = login("ada@example.com");
        Caller letInBefore = door.caller(phone);
        String ticket = door.tickets.issue(letInBefore).ticket();

        assertTrue(change(administrator, ada, true).disabled());
        assertTrue(change(administrator, ada, true).disabled());

        assertFalse(door.admits(ada.accessToken()));
        assertFalse(door.admits(phone.accessToken()));
        assertFalse(door.signIns.stillStands(letInBefore));
        assertFalse(door.authenticator.byTicket(ticket) instanceof Admission.Admitted);
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(phone.refreshToken()));
        assertThrows(Problem.Unauthenticated.class, () -> login("ada@example.com"));
        assertEquals(1, door.inbox(ada.user().id()).size());
        Entry told = door.inbox(ada.user().id()).get(0);
        assertEquals("account:disabled", told.what().type());
        assertEquals("{}", told.what().payload());
        assertEquals(
                Optional.of(Revocation.ofAccount(new UserId(ada.user().id()))),
                told.what().revokes());
        assertEquals(administrator.id(), told.who().id());
    }

    @Test
    @DisplayName("an account that is enabled again lets its owner sign in, but nothing from before go on")
    void enabling() {
        change(administrator, ada, true);
        assertFalse(change(administrator, ada, false).disabled());

        assertFalse(door.admits(ada.accessToken()));
        assertThrows(Problem.Unauthenticated.class, () -> door.refresh(ada.refreshToken()));
        assertTrue(door.admits(login("ada@example.com").accessToken()));
    }

    @Test
    @DisplayName("does not disable itself, nor what is not there, nor on an old version")
    void refused() {
        assertThrows(Problem.Conflict.class, () -> change(administrator, root, true));
        assertThrows(
                Problem.NotFound.class,
                () -> door.administration.change(
                        administrator, new UserId(UUID.randomUUID()), IfMatch.ANY, new NewStatus(true)));
        IfMatch seen = IfMatch.parse("\"1\"");
        assertEquals(2, change(administrator, ada, true).version());
        assertThrows(
                Problem.StaleVersion.class,
                () -> door.administration.change(
                        administrator, new UserId(ada.user().id()), seen, new NewStatus(false)));
    }

    @Test
    @DisplayName("finds an account by its address, a disabled one too, and tells nobody else whether there is one")
    void finds() {
        change(administrator, ada, true);
        AccountStatus found = door.administration.find(administrator, " Ada@Example.com ");

        assertEquals(ada.user().id(), found.id());
        assertTrue(found.disabled());
        assertThrows(Problem.NotFound.class, () -> door.administration.find(administrator, "bob@example.com"));
        assertThrows(Problem.Invalid.class, () -> door.administration.find(administrator, "ada"));
        assertThrows(Problem.Invalid.class, () -> door.administration.find(administrator, null));
        Caller bob = door.caller(door.register("bob@example.com"));
        assertThrows(Problem.Forbidden.class, () -> door.administration.find(bob, "root@example.com"));
        assertThrows(Problem.Forbidden.class, () -> door.administration.find(bob, "nobody@example.com"));
    }

    private AccountStatus change(Caller caller, SignedIn whose, boolean disabled) {
        return door.administration.change(caller, new UserId(whose.user().id()), IfMatch.ANY, new NewStatus(disabled));
    }

    private SignedIn login(String email) {
        return door.logins.login(new Login(email, "correct horse", false), "192.0.2.1", FrontDoor.LAPTOP);
    }
}
