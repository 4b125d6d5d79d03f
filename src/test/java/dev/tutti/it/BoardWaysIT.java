package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ada looks at the board by a way that is not good; Bob's is. */
@DisplayName("The board, on bad ways to the server,")
class BoardWaysIT extends BoardStage {
    private Detour detour;

    @BeforeEach
    void begin() {
        detour = Detour.to(BASE);
        left.closes();
        left = BROWSER.opens();
    }

    @AfterEach
    void end() {
        detour.close();
    }

    @Test
    @DisplayName("does all the same where sockets are refused, and where streams do not flow either")
    void blocked() {
        detour.refuses(Detour.sockets());
        left.opens(detour.address(), ada, workspace);
        bob.createsTask(workspace, "One");
        left.awaitsCards("todo", "One");
        left.adds("todo", "Two");
        right.awaitsCards("todo", "One,Two");
        assertTrue(detour.asked(Detour.sockets()) > 0);
        assertTrue(detour.open(Detour.requests("/api/events?")) > 0, "a stream");

        detour.gathers(Detour.requests("/api/events?"));
        detour.cuts();
        bob.createsTask(workspace, "Three");
        left.awaitsCards("todo", "One,Two,Three");
        left.adds("todo", "Four");
        right.awaitsCards("todo", "One,Two,Three,Four");
        awaits(() -> detour.open(Detour.requests(path("events?"))) > 0);
    }

    @Test
    @DisplayName("H3: finds out within ten seconds of waking that its connection is dead")
    void dead() {
        left.opens(detour.address(), ada, workspace);
        awaits(() -> detour.open(Detour.sockets()) == 1);
        detour.fallsSilent();
        bob.createsTask(workspace, "Unheard");
        Instant woken = Instant.now();
        left.wakes();
        left.awaitsCards("todo", "Unheard");
        // By itself it asks after half a minute, and waits for ten seconds.
        assertTrue(Duration.between(woken, Instant.now()).toSeconds() < 25, "found by waking");
    }

    @Test
    @DisplayName("H10: goes on from another network, with one connection, and nothing twice")
    void another() {
        left.opens(detour.address(), ada, workspace);
        bob.createsTask(workspace, "One");
        left.awaitsCards("todo", "One");

        left.online(false);
        detour.fallsSilent();
        left.adds("todo", "Mine");
        left.awaits("document.querySelector('.card.pending .mark')");
        bob.createsTask(workspace, "Theirs");
        left.online(true);
        left.awaits("!document.querySelector('.card.pending')");
        right.awaitsCards("todo", "One,Theirs,Mine");
        left.awaitsCards("todo", "One,Theirs,Mine");
        awaits(() -> detour.open(Detour.sockets()) == 1);
    }

    @Test
    @DisplayName("H6: shows once what was said, and says it once, though the answer was lost")
    void lostAnswer() {
        left.opens(detour.address(), ada, workspace);
        left.goes(detour.address() + "?h6#/w/" + workspace + "/chat");
        detour.loses(Detour.requests("POST " + BASE.getPath() + path("messages ")));
        left.fills(".composer textarea", "Only once");
        left.presses("Enter");
        awaits(() -> detour.asked(Detour.requests("POST " + BASE.getPath() + path("messages "))) >= 2);
        left.awaits("document.querySelectorAll('.said').length === 1 && !document.querySelector('.said.pending')");
        right.goes(BASE + "?h6#/w/" + workspace + "/chat");
        right.awaits("document.querySelectorAll('.said').length === 1");
        assertEquals(
                1,
                bob.get(path("messages"))
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .size());
    }
}
