package dev.tutti.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A window of a {@link Chromium}. */
final class Window {
    private final Chromium browser;
    private final String session;
    private final String target;
    private final String context;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Hand hand = new Hand(this);

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
        goesToPage(address);
        awaits("document.querySelector('#app > *')");
    }

    /** To a page that is whole as it comes. */
    void goesToPage(String address) {
        ask("Page.navigate", Json.createObjectBuilder().add("url", address));
        awaits("document.readyState === 'complete'");
    }

    /** Signs in, and opens a workspace. */
    Window opens(Person person, String workspace) {
        return opens(person.server, person, workspace);
    }

    /** @param address of the person's server, perhaps by a detour */
    Window opens(URI address, Person person, String workspace) {
        goes(address + "#/w/" + workspace);
        signsIn(person);
        awaits("document.querySelector('.board .column')");
        return this;
    }

    void signsIn(Person person) {
        fills("input[type=email]", person.email);
        fills("input[type=password]", Person.PASSWORD);
        presses("Enter");
    }

    /** Waits until an expression is true. */
    void awaits(String expression) {
        awaits(expression, "document.body.innerText");
    }

    /** @param otherwise what tells why, where it never becomes true */
    void awaits(String expression, String otherwise) {
        evaluate("""
                new Promise((resolve, reject) => {
                  const begun = Date.now();
                  (function look() {
                    let found;
                    try { found = (%s); } catch {}
                    if (found) { resolve(true); }
                    else if (Date.now() - begun > 60000) { reject(new Error(%s)); }
                    else { setTimeout(look, 30); }
                  })();
                })""".formatted(expression, otherwise), expression);
    }

    /** Waits until a column shows these tasks, and no others. @param titles in order, by commas */
    void awaitsCards(String column, String titles) {
        awaits(
                "[...document.querySelectorAll('[data-column=%s] .card-title')].map((it) => it.textContent).join() === %s"
                        .formatted(column, quoted(titles)));
    }

    /** Writes one more task at the foot of a column. */
    void adds(String column, String title) {
        String field = "[data-column=" + column + "] textarea";
        String isOpen = "document.querySelector('" + field + "')";
        String button = "document.querySelector('[data-column=" + column + "] .add-task:last-child')";
        awaits(isOpen + " ?? " + button);
        evaluate(isOpen + " ?? " + button + ".click()", title);
        fills(field, title);
        presses("Enter");
    }

    /** Waits for an element, and clicks it. */
    void clicks(String selector) {
        awaits("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").click()", selector);
    }

    /** Waits for an element that takes the focus: what is not shown yet does not. */
    void focuses(String selector) {
        awaits("((it) => { it.focus(); return it === document.activeElement; })(document.querySelector(%s))"
                .formatted(quoted(selector)));
    }

    /** Types a text into a field, in place of what stands there. */
    void fills(String selector, String text) {
        focuses(selector);
        evaluate("document.activeElement.select?.()", selector);
        types(text);
    }

    /** Types where the focus is. */
    void types(String text) {
        ask("Input.insertText", Json.createObjectBuilder().add("text", text));
    }

    /** @param keys as events name them; before it perhaps {@code Shift+} */
    void presses(String... keys) {
        hand.presses(keys);
    }

    /** Drags by the mouse, and lets go when the page shows where it would fall. */
    void drags(String from, String to, String shown) {
        hand.drags(from, to, shown);
    }

    /** Drags by a finger that first holds still, until the page shows that it holds something. */
    void dragsByFinger(String from, String to, String held, String shown) {
        hand.dragsByFinger(from, to, held, shown);
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

    /** Somebody comes back to it. */
    void wakes() {
        evaluate("void document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))", "waking");
    }

    /** What the browser does to tabs that nobody has looked at for long: nothing runs in it any more. */
    void freezes(boolean frozen) {
        ask("Page.setWebLifecycleState", Json.createObjectBuilder().add("state", frozen ? "frozen" : "active"));
    }

    /** @return another tab of the same browser */
    Window beside() {
        return browser.opens(context);
    }

    /** Chooses from the menu that is open, by what stands there. */
    void chooses(String text) {
        String item = "[...document.querySelectorAll('[role^=menuitem]')].find((it) => it.textContent.trim() === %s)"
                .formatted(quoted(text));
        awaits(item);
        evaluate(item + ".click()", text);
    }

    /** The program behind the tab ends from one moment to the next. */
    void crashes() {
        browser.tell(session, "Page.crash");
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

    /** With all that are beside it. */
    void closes() {
        browser.closes(context);
    }

    /** @return what has failed in its pages, and what they tried that their policy forbids */
    List<String> faults() {
        return faults;
    }

    JsonValue evaluate(String expression, String about) {
        JsonObject result = ask(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", expression)
                        .add("awaitPromise", true)
                        .add("returnByValue", true));
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(about + "\n" + result.getJsonObject("exceptionDetails") + "\n" + faults);
        }
        return result.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    /** @return what an expression gives, which is a text */
    String text(String expression) {
        return ((JsonString) evaluate(expression, expression)).getString();
    }

    static String quoted(String text) {
        return Json.createValue(text).toString();
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

    JsonObject ask(String method, JsonObjectBuilder parameters) {
        return browser.ask(session, method, parameters.build());
    }
}
