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
    /** Far more than there are places on a page. */
    private static final int MOST = 80;

    /** What has the focus shows that it has, and nothing lies above it. */
    private static final String SEEN = """
            (() => {
              const it = document.activeElement, {left, top, width, height} = it.getBoundingClientRect();
              const shows = (element, part) => {
                const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element, part);
                return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
              };
              const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
              return it === document.body || ((shows(it) || shows(it, "::after") || shows(it.parentElement)) && hit && (it.contains(hit) || hit.contains(it)));
            })()""";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private Window window;

    @Test
    @DisplayName("lets somebody sign up, make a workspace, write a task, move it, talk about it, and sign out again")
    void wholeStory() {
        window = BROWSER.opens();
        window.prefers("light");
        window.goes(BASE.toString());
        tabs("Tab", ".switch .link");
        window.presses("Enter");
        tabs("Shift+Tab", "input[autocomplete=name]");
        window.types("Ada");
        tabs("Tab", "input[type=email]");
        window.types("keys-" + UUID.randomUUID() + "@example.org");
        tabs("Tab", "input[type=password]");
        window.types(Person.PASSWORD);
        window.presses("Enter");
        has(".new-workspace input");
        window.types("Tour");
        window.presses("Enter");
        window.awaits("document.querySelector('.board .column')");

        task();
        talk();
        tabs("Shift+Tab", ".me");
        window.presses("Enter");
        has("[role=menuitem]");
        window.presses("ArrowUp", "ArrowUp", "Enter");
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
        tabs("Tab", "[data-column=todo] .add-task");
        window.presses("Enter");
        has("[data-column=todo] textarea");
        window.types("Notes");
        window.presses("Enter", "Escape");
        window.awaitsCards("todo", "Notes");
        has("[data-column=todo] .add-task");
        tabs("Shift+Tab", ".card a");
        window.presses(" ", "ArrowRight", " ");
        window.awaitsCards("doing", "Notes");
        has("[data-column=doing] .card a");
        window.awaits("!document.querySelector('.card.pending')");
        window.presses("Enter");
        has(".panel");
        tabs("Tab", ".panel .composer textarea");
        window.types("Well");
        window.presses("Enter");
        window.awaits("document.querySelector('.panel .said:not(.pending)').textContent.includes('Well')");
        window.presses("Escape");
        has("[data-column=doing] .card a");
    }

    private void talk() {
        tabs("Shift+Tab", ".workspace-head .tabs a[href$=chat]");
        window.presses("Enter");
        window.awaits("document.querySelector('.composer')");
        tabs("Tab", ".composer textarea");
        window.types("Hello");
        window.presses("Enter");
        window.awaits("document.querySelector('.said:not(.pending)').textContent.includes('Hello')");
    }

    /** Goes on until it is there; on the way, too, one always sees where. */
    private void tabs(String key, String to) {
        for (int i = 0; i < MOST; i++) {
            window.presses(key);
            window.awaits(SEEN, "document.activeElement.outerHTML");
            if (window.evaluate("document.activeElement.matches(" + Window.quoted(to) + ")", to)
                    .equals(JsonValue.TRUE)) {
                return;
            }
        }
        throw new AssertionError("No way to " + to + " by " + key);
    }

    private void has(String focused) {
        window.awaits("document.activeElement.matches(" + Window.quoted(focused) + ")");
    }
}
