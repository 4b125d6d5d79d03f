package dev.tutti.it;

import jakarta.json.JsonValue;

/** Before a {@link Window}, of somebody who has keys and nothing else. Wherever they lead, one sees where one is. */
final class Keyboard {
    /** Far more than there are places on a page. */
    private static final int MOST = 80;

    /**
     * What has the focus is seen, shows that it has it, and nothing lies above it. A page that has just come has it as
     * a whole, and shows nothing.
     */
    private static final String SEEN = """
            (() => {
              const it = document.activeElement, {left, top, width, height} = it.getBoundingClientRect();
              const shows = (element, part) => {
                const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element, part);
                return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
              };
              const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
              return it.matches("body, main") || (it.checkVisibility({opacityProperty: true, visibilityProperty: true})
                && (shows(it) || shows(it, "::after") || shows(it.parentElement)) && hit && (it.contains(hit) || hit.contains(it)));
            })()""";

    private static final String FOCUSED = "document.activeElement.outerHTML";

    private final Window window;

    Keyboard(Window window) {
        this.window = window;
        window.prefers("light");
    }

    /** @param keys as events name them; before it perhaps {@code Shift+} */
    void presses(String... keys) {
        window.presses(keys);
    }

    void types(String text) {
        window.types(text);
    }

    void tabsTo(String selector) {
        goes("Tab", selector);
    }

    void tabsBackTo(String selector) {
        goes("Shift+Tab", selector);
    }

    /** Goes there, and presses Enter. */
    void enters(String selector) {
        goes("Tab", selector);
        presses("Enter");
    }

    /** Waits until it has the focus, and is seen to. */
    void has(String selector) {
        window.awaits("document.activeElement.matches(" + Window.quoted(selector) + ") && " + SEEN, FOCUSED);
    }

    /** Goes on until it is there; on the way, too, one always sees where. */
    private void goes(String key, String to) {
        for (int i = 0; i < MOST; i++) {
            presses(key);
            window.awaits(SEEN, FOCUSED);
            if (window.evaluate("document.activeElement.matches(" + Window.quoted(to) + ")", to)
                    .equals(JsonValue.TRUE)) {
                return;
            }
        }
        throw new AssertionError("No way to " + to + " by " + key);
    }
}
