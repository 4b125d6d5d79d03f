package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ada has it open twice: the first of her tabs has the connection that both share. */
@DisplayName("The board in several tabs")
class BoardTabsIT extends BoardStage {
    private Detour detour;
    private Window second;

    @BeforeEach
    void duplicate() {
        detour = Detour.to(BASE);
        left.closes();
        left = BROWSER.opens().opens(detour.address(), ada, workspace);
        second = left.beside();
        second.goes(detour.address() + "#/w/" + workspace);
        second.awaits("document.querySelector('.board .column')");
    }

    @AfterEach
    void end() {
        detour.close();
    }

    @Test
    @DisplayName("has one connection, and goes on with one in the second when the first is closed")
    void closed() {
        bob.createsTask(workspace, "Before");
        left.awaitsCards("todo", "Before");
        // It was made when both showed the board: whoever hears of it is connected.
        second.awaitsCards("todo", "Before");
        assertEquals(1, detour.open(Detour.sockets()));
        assertEquals(1, detour.asked(Detour.sockets()));

        left.closesTab();
        bob.createsTask(workspace, "After");
        second.awaitsCards("todo", "Before,After");
        awaits(() -> detour.open(Detour.sockets()) == 1);
        assertEquals(2, detour.asked(Detour.sockets()));
        goesOn("Before");
        assertEquals(1, detour.open(Detour.sockets()));
    }

    @Test
    @DisplayName("H9: goes on in the second when the first is frozen, and in the first when it thaws")
    void frozen() {
        left.freezes(true);
        bob.createsTask(workspace, "After");
        second.awaitsCards("todo", "After");
        goesOn("After");

        left.freezes(false);
        left.awaitsCards("doing", "After");
        left.adds("todo", "Thawed");
        right.awaitsCards("todo", "Thawed");
        second.awaitsCards("todo", "Thawed");
    }

    @Test
    @DisplayName("H9: sends once, in order, what was written in both without a network")
    void sentOnce() {
        left.online(false);
        second.online(false);
        left.adds("todo", "One");
        second.awaitsCards("todo", "One");
        second.adds("todo", "Two");
        left.awaitsCards("todo", "One,Two");
        second.awaits("document.querySelectorAll('.card.pending').length === 2");

        second.online(true);
        left.online(true);
        right.awaitsCards("todo", "One,Two");
        left.awaits("!document.querySelector('.card.pending')");
        second.awaits("!document.querySelector('.card.pending')");
        left.awaitsCards("todo", "One,Two");
        assertEquals(2, bob.get(path("tasks")).json().getJsonArray("items").size());
    }

    @Test
    @DisplayName("H7: sends once what was written without a network, when it crashed meanwhile and is opened again")
    void crashed() {
        left.closesTab();
        second.online(false);
        second.adds("todo", "Unsent");
        second.awaits("document.querySelector('.card.pending .mark')");
        second.awaits(kept(1));
        second.crashes();

        left = second.beside();
        left.goes(detour.address() + "#/w/" + workspace);
        right.awaitsCards("todo", "Unsent");
        left.awaitsCards("todo", "Unsent");
        left.awaits("!document.querySelector('.card.pending')");
        left.awaits(kept(0));
        assertEquals(1, bob.get(path("tasks")).json().getJsonArray("items").size());
    }

    @Test
    @DisplayName("H12: signs out in all when it signs out in one, and forgets what was kept")
    void signedOut() {
        left.online(false);
        second.online(false);
        second.adds("todo", "Unsent");
        left.awaits("document.querySelector('.card.pending')");
        left.awaits(kept(1));

        left.clicks(".me");
        left.chooses("Sign out");
        left.clicks(".dialog-foot .danger");
        for (Window tab : new Window[] {left, second}) {
            tab.awaits("document.querySelector('.welcome') && !document.querySelector('.board')");
            tab.awaits(kept(0));
            assertEquals("{}", tab.text("JSON.stringify(localStorage)"));
        }
        left.online(true);
        second.online(true);
        left.goes(detour.address() + "?next#/w/" + workspace);
        left.signsIn(bob);
        left.awaits("document.querySelector('.board .column')");
        left.awaitsCards("todo", "");
        assertEquals(0, bob.get(path("tasks")).json().getJsonArray("items").size());
    }

    /** @param first of what is to do, which the second moves */
    private void goesOn(String first) {
        second.focuses("[data-column=todo] .card a");
        second.presses(" ", "ArrowRight", " ");
        right.awaitsCards("doing", first);
    }

    /** @return that so many writes are kept in the browser, by anybody */
    private static String kept(int writes) {
        return """
                (window.looksWrites ??= (async () => {
                  let sum = 0;
                  for (const {name} of await indexedDB.databases()) {
                    sum += await new Promise((resolve, reject) => {
                      const opening = indexedDB.open(name);
                      opening.onerror = reject;
                      opening.onsuccess = () => {
                        const counting = opening.result.transaction("writes").objectStore("writes").count();
                        counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
                      };
                    });
                  }
                  window.looksWrites = undefined;
                  window.writesKept = sum;
                })()) && window.writesKept === %d""".formatted(writes);
    }
}
