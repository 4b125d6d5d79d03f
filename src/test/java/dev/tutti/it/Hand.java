package dev.tutti.it;

import static java.util.Map.entry;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** On the mouse, the keys and the glass of a {@link Window}. */
final class Hand {
    private static final Map<String, Integer> KEYS = Map.ofEntries(
            entry("Tab", 9),
            entry("Enter", 13),
            entry("Escape", 27),
            entry(" ", 32),
            entry("End", 35),
            entry("ArrowLeft", 37),
            entry("ArrowUp", 38),
            entry("ArrowRight", 39),
            entry("ArrowDown", 40),
            entry("/", 191));

    private static final int SHIFT = 8;

    private final Window window;

    Hand(Window window) {
        this.window = window;
    }

    /** @param keys as events name them; before it perhaps {@code Shift+} */
    void presses(String... keys) {
        for (String pressed : keys) {
            String key = pressed.replace("Shift+", "");
            for (String type : List.of("keyDown", "keyUp")) {
                JsonObjectBuilder event = Json.createObjectBuilder()
                        .add("type", type)
                        .add("key", key)
                        .add("modifiers", key.equals(pressed) ? 0 : SHIFT)
                        .add("code", key.equals(" ") ? "Space" : key)
                        .add("windowsVirtualKeyCode", KEYS.get(key));
                if (type.equals("keyDown") && List.of(" ", "Enter", "/").contains(key)) {
                    event.add("text", key.equals("Enter") ? "\r" : key);
                }
                window.ask("Input.dispatchKeyEvent", event);
            }
        }
    }

    /** Drags by the mouse, and lets go when the page shows where it would fall. */
    void drags(String from, String to, String shown) {
        JsonObject start = middle(from);
        mouse("mousePressed", start, 0);
        mouse("mouseMoved", start, 20);
        JsonObject end = middle(to);
        mouse("mouseMoved", end, 4);
        mouse("mouseMoved", end, 0);
        window.awaits(shown);
        mouse("mouseReleased", end, 0);
    }

    /** Drags by a finger that first holds still, until the page shows that it holds something. */
    void dragsByFinger(String from, String to, String held, String shown) {
        JsonObject start = middle(from);
        finger("touchStart", start, 0);
        window.awaits(held);
        JsonObject end = middle(to);
        finger("touchMove", start, 20);
        finger("touchMove", end, 4);
        finger("touchMove", end, 0);
        window.awaits(shown);
        finger("touchEnd", end, 0);
    }

    private JsonObject middle(String selector) {
        return window.ask(
                        "Runtime.evaluate",
                        Json.createObjectBuilder().add("returnByValue", true).add("expression", """
                                (({left, top, width, height}) => ({x: left + width / 2, y: top + height / 2}))(
                                    document.querySelector(%s).getBoundingClientRect())""".formatted(
                                        Window.quoted(selector))))
                .getJsonObject("result")
                .getJsonObject("value");
    }

    private void finger(String type, JsonObject at, int aside) {
        JsonArrayBuilder points = Json.createArrayBuilder();
        if (!type.equals("touchEnd")) {
            points.add(Json.createObjectBuilder()
                    .add("x", at.getJsonNumber("x").doubleValue() + aside)
                    .add("y", at.getJsonNumber("y").doubleValue()));
        }
        window.ask(
                "Input.dispatchTouchEvent",
                Json.createObjectBuilder().add("type", type).add("touchPoints", points));
    }

    private void mouse(String type, JsonObject at, int aside) {
        window.ask(
                "Input.dispatchMouseEvent",
                Json.createObjectBuilder()
                        .add("type", type)
                        .add("x", at.getJsonNumber("x").doubleValue() + aside)
                        .add("y", at.getJsonNumber("y").doubleValue())
                        .add("button", "left")
                        .add("buttons", type.equals("mouseReleased") ? 0 : 1)
                        .add("clickCount", 1));
    }
}
