package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonValue;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No mouse, no touch: only keys, and wherever they lead, one sees where one is. */
@DisplayName("The board, by keyboard alone,")
class BoardKeysIT extends ServerIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private Window window;
    private Keyboard keys;

    @Test
    @DisplayName("lets somebody sign up, make a workspace, write a task, move it, talk about it, and sign out again")
    void wholeStory() {
        window = BROWSER.opens();
        keys = new Keyboard(window);
        window.goes(BASE.toString());
        keys.tabsTo(".switch .link");
        keys.presses("Enter");
        keys.tabsBackTo("input[autocomplete=name]");
        keys.types("Ada");
        keys.tabsTo("input[type=email]");
        keys.types("keys-" + UUID.randomUUID() + "@example.org");
        keys.tabsTo("input[type=password]");
        keys.types(Person.PASSWORD);
        keys.presses("Enter");
        keys.has(".new-workspace input");
        keys.types("Tour");
        keys.presses("Enter");
        window.awaits("document.querySelector('.board .column')");

        task();
        talk();
        keys.tabsBackTo(".me");
        keys.presses("Enter");
        keys.has("[role=menuitem]");
        keys.presses("ArrowUp", "ArrowUp", "Enter");
        window.awaits("document.querySelector('.welcome')");
    }

    @Test
    @DisplayName("leaves the focus to whoever writes on a page before the browser has painted it")
    void atOnce() {
        Person person = Person.registers("Swift");
        String workspace = person.createsWorkspace("Swift");
        window = BROWSER.opens().opens(person, workspace);
        // The page loads its messages by what runs after painting: all that is late has run once they are there.
        JsonValue isKept = window.evaluate("""
                new Promise((resolve) => {
                  let field;
                  new MutationObserver((changes, observer) => {
                    if (!field) {
                      field = document.querySelector(".chat .composer textarea");
                      field?.focus();
                    }
                    if (document.querySelector(".conversation .empty")) {
                      observer.disconnect();
                      resolve(document.activeElement === field);
                    }
                  }).observe(document.body, {childList: true, subtree: true});
                  location.hash += "/chat";
                })""", "the focus");
        assertEquals(JsonValue.TRUE, isKept);
    }

    private void task() {
        keys.tabsTo("[data-column=todo] .add-task");
        keys.presses("Enter");
        keys.has("[data-column=todo] textarea");
        keys.types("Notes");
        keys.presses("Enter", "Escape");
        window.awaitsCards("todo", "Notes");
        keys.has("[data-column=todo] .add-task");
        keys.tabsBackTo(".card a");
        keys.presses(" ", "ArrowRight", " ");
        window.awaitsCards("doing", "Notes");
        keys.has("[data-column=doing] .card a");
        window.awaits("!document.querySelector('.card.pending')");
        keys.presses("Enter");
        keys.has(".panel");
        keys.tabsTo(".panel .composer textarea");
        keys.types("Well");
        keys.presses("Enter");
        window.awaits("document.querySelector('.panel .said:not(.pending)').textContent.includes('Well')");
        keys.presses("Escape");
        keys.has("[data-column=doing] .card a");
    }

    private void talk() {
        keys.tabsBackTo(".workspace-head .tabs a[href$=chat]");
        keys.presses("Enter");
        window.awaits("document.querySelector('.composer')");
        keys.tabsTo(".composer textarea");
        keys.types("Hello");
        keys.presses("Enter");
        window.awaits("document.querySelector('.said:not(.pending)').textContent.includes('Hello')");
    }
}
