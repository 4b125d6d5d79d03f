package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A window of a {@link Chromium}, and a hand on its mouse and keys. */
final class Window {
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            " ",
            32,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);

    private final Chromium browser;
    private final String session;
    private final String target;
    private final String context;
    private final List<String> faults = new CopyOnWriteArrayList<>();

    Window(Chromium browser, String session, String target, String context) {
        this.browser = browser;
        this.session = session;
        this.target = target;
        this.context = context;
        browser.listen(session, this::hear);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            ask(domain + ".enable", Json.createObjectBuilder());
        }
    }

    void goes(String address) {
        ask("Page.navigate", Json.createObjectBuilder().add("url", address));
        awaits("document.readyState === 'complete' && document.querySelector('#app > *')");
    }

    /** Signs in, and opens a workspace. */
    Window opens(Person person, String workspace) {
        goes(ServerIT.BASE + "#/w/" + workspace);
        fills("input[type=email]", person.email);
        fills("input[type=password]", Person.PASSWORD);
        clicks("form button");
        awaits("document.querySelector('.board .column')");
        return this;
    }

    /** Waits until an expression is true. */
    void awaits(String expression) {
        evaluate("""
                new Promise((resolve, reject) => {
                  const begun = Date.now();
                  (function look() {
                    let found;
                    try { found = (%s); } catch {}
                    if (found) { resolve(true); }
                    else if (Date.now() - begun > 15000) { reject(new Error(document.body.innerText)); }
                    else { setTimeout(look, 30); }
                  })();
                })""".formatted(expression), expression);
    }

    /** Waits for an element, and clicks it. */
    void clicks(String selector) {
        awaits("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").click()", selector);
    }

    void focuses(String selector) {
        awaits("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").focus()", selector);
    }

    /** Types a text into a field, in place of what stands there. */
    void fills(String selector, String text) {
        focuses(selector);
        evaluate("document.activeElement.select?.()", selector);
        ask("Input.insertText", Json.createObjectBuilder().add("text", text));
    }

    void presses(String... keys) {
        for (String key : keys) {
            for (String type : List.of("keyDown", "keyUp")) {
                JsonObjectBuilder event = Json.createObjectBuilder()
                        .add("type", type)
                        .add("key", key)
                        .add("code", key.equals(" ") ? "Space" : key)
                        .add("windowsVirtualKeyCode", KEYS.get(key));
                if (type.equals("keyDown") && List.of(" ", "Enter").contains(key)) {
                    event.add("text", key.equals("Enter") ? "\r" : key);
                }
                ask("Input.dispatchKeyEvent", event);
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
        awaits(shown);
        mouse("mouseReleased", end, 0);
    }

    void online(boolean online) {
        ask(
                "Network.emulateNetworkConditions",
                Json.createObjectBuilder()
                        .add("offline", !online)
                        .add("latency", 0)
                        .add("downloadThroughput", -1)
                        .add("uploadThroughput", -1));
    }

    /** @return another tab of the same browser */
    Window beside() {
        return browser.opens(context);
    }

    void closesTab() {
        browser.ask(
                "",
                "Target.closeTarget",
                Json.createObjectBuilder().add("targetId", target).build());
    }

    /** Runs a script before the page's own. */
    Window begins(String script) {
        ask("Page.addScriptToEvaluateOnNewDocument", Json.createObjectBuilder().add("source", script));
        return this;
    }

    /** Shows pages to somebody who likes it dark or light, and still. */
    void prefers(String scheme) {
        ask(
                "Emulation.setEmulatedMedia",
                Json.createObjectBuilder()
                        .add(
                                "features",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("name", "prefers-color-scheme")
                                                .add("value", scheme))
                                        .add(Json.createObjectBuilder()
                                                .add("name", "prefers-reduced-motion")
                                                .add("value", "reduce"))));
    }

    void closes() {
        browser.ask(
                "",
                "Target.disposeBrowserContext",
                Json.createObjectBuilder().add("browserContextId", context).build());
    }

    /** Nothing in the page has failed, and nothing was tried that its policy forbids. */
    void hasNoFault() {
        assertEquals(List.of(), faults);
    }

    void evaluate(String expression, String about) {
        JsonObject result = ask(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", expression)
                        .add("awaitPromise", true)
                        .add("returnByValue", true));
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(about + "\n" + result.getJsonObject("exceptionDetails") + "\n" + faults);
        }
    }

    static String quoted(String text) {
        return Json.createValue(text).toString();
    }

    private JsonObject middle(String selector) {
        return ask(
                        "Runtime.evaluate",
                        Json.createObjectBuilder().add("returnByValue", true).add("expression", """
                                (({left, top, width, height}) => ({x: left + width / 2, y: top + height / 2}))(
                                    document.querySelector(%s).getBoundingClientRect())""".formatted(
                                        quoted(selector))))
                .getJsonObject("result")
                .getJsonObject("value");
    }

    private void mouse(String type, JsonObject at, int aside) {
        ask(
                "Input.dispatchMouseEvent",
                Json.createObjectBuilder()
                        .add("type", type)
                        .add("x", at.getJsonNumber("x").doubleValue() + aside)
                        .add("y", at.getJsonNumber("y").doubleValue())
                        .add("button", "left")
                        .add("buttons", type.equals("mouseReleased") ? 0 : 1)
                        .add("clickCount", 1));
    }

    private void hear(JsonObject event) {
        String method = event.getString("method", "");
        JsonObject about = event.getJsonObject("params");
        if (method.equals("Runtime.exceptionThrown")) {
            faults.add(about.toString());
        } else if (method.equals("Log.entryAdded")
                && about.getJsonObject("entry").getString("source").equals("security")) {
            faults.add(about.getJsonObject("entry").getString("text"));
        } else if (method.equals("Page.javascriptDialogOpening")) {
            faults.add("a script of somebody's ran: " + about);
        }
    }

    private JsonObject ask(String method, JsonObjectBuilder parameters) {
        return browser.ask(session, method, parameters.build());
    }
}
