package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.chaos.Node;
import dev.tutti.chaos.Server;
import jakarta.json.JsonNumber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a server of its own, which may be killed, and whose tokens end while one looks on. */
@DisplayName("The board, when its server or its token ends,")
class BoardOutageIT {
    private static final String REFRESHES =
            "performance.getEntriesByType('resource').filter(({name}) => name.endsWith('api/auth/refresh')).length";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static Node node;

    private Window left;
    private Window right;
    private Person ada;
    private String workspace;

    @BeforeAll
    static void start() {
        node = Node.of(ServerIT.isPayara() ? Server.PAYARA : Server.WILDFLY)
                .with("TUTTI_ACCESS_TOKEN_SECONDS", "8")
                .with("TUTTI_EXPIRY_NOTICE_SECONDS", "5")
                .with("TUTTI_TOKEN_GRACE_SECONDS", "3")
                .starts();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void open() {
        ada = Person.registers(node.address(), "Ada");
        Person bob = Person.registers(node.address(), "Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
        left = opens().opens(ada, workspace);
        right = opens().opens(bob, workspace);
    }

    /** After a server that was away for long, a page comes back within half a minute, by the dice: a test learns nothing while it waits. */
    private static Window opens() {
        return BROWSER.opens().begins("Math.random = () => 0.1");
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    @DisplayName("says so, keeps what is written, and goes on where it was when the server is back")
    void killed() {
        right.adds("todo", "Before");
        left.awaitsCards("todo", "Before");

        node.kill();
        left.awaits("document.querySelector('.connection.waiting').textContent.includes('Reconnecting…')");
        left.adds("todo", "Meanwhile");
        left.awaits("document.querySelector('.card.pending .mark')");
        left.awaits(
                "document.querySelector('.connection').textContent.includes('1 change is kept, and sent when you are back')");

        node.starts();
        right.awaitsCards("todo", "Before,Meanwhile");
        left.awaits("!document.querySelector('.card.pending, .connection')");
        right.adds("todo", "After");
        left.awaitsCards("todo", "Before,Meanwhile,After");
        right.awaits("!document.querySelector('.card.pending, .connection')");
        assertEquals(List.of("Before", "Meanwhile", "After"), titles());
    }

    @Test
    @DisplayName("asks for new tokens while everything goes on, and nobody is thrown out")
    void renewed() {
        int written = 0;
        while (renewals(left) < 2 || renewals(right) < 2) {
            right.adds("todo", "Task " + ++written);
            left.awaits("document.querySelector('[data-column=todo] .count').firstChild.data === '" + written + "'");
        }
        left.awaits("!document.querySelector('.connection')");
        assertEquals(
                IntStream.rangeClosed(1, written).mapToObj(n -> "Task " + n).toList(), titles());
    }

    @Test
    @DisplayName(
            "H5: asks people to sign in again when no new token is to be had, and does not ask the server for ever")
    void refused() {
        // Between two renewals: the answer to one that is under way would put a good token in its place.
        left.evaluate("""
                navigator.locks.request("tutti.refresh", () => localStorage.setItem("tutti.session",
                    JSON.stringify({...JSON.parse(localStorage.getItem("tutti.session")), refreshToken: "not any more"})))""", "session");
        left.awaits("document.querySelector('.welcome [role=status]').textContent.includes('You were signed out')");
        int asked = renewals(left);
        assertTrue(asked <= 4, asked + " tries");

        left.signsIn(ada);
        left.adds("todo", "Again");
        right.awaitsCards("todo", "Again");
    }

    private static int renewals(Window window) {
        return ((JsonNumber) window.evaluate(REFRESHES, "renewals")).intValue();
    }

    private List<String> titles() {
        return ada
                .signsIn()
                .get("api/workspaces/" + workspace + "/tasks?limit=200")
                .json()
                .getJsonArray("items")
                .stream()
                .map(task -> task.asJsonObject().getString("title"))
                .toList();
    }
}
