package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The board as people have it before them, in a real browser; where there is none, these are skipped for all to see. */
@DisplayName("The board")
class BoardIT extends ServerIT {
    private static Chromium browser;

    private Person ada;
    private Person bob;
    private String workspace;
    private Window left;
    private Window right;

    @BeforeAll
    static void start() throws IOException {
        boolean present = Chromium.place().isPresent();
        assertTrue(present || !"true".equals(System.getenv("TUTTI_TESTS_WHOLE")), "there is no Chromium");
        assumeTrue(present, "there is no Chromium");
        browser = Chromium.starts();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        ada = Person.registers("Ada");
        bob = Person.registers("Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.post(path("members"), "{\"userId\":\"" + bob.id + "\",\"role\":\"member\"}")
                .expect(201);
        left = browser.opens().opens(ada, workspace);
        right = browser.opens().opens(bob, workspace);
    }

    @AfterEach
    void noFault() {
        left.closes();
        right.closes();
        left.hasNoFault();
        right.hasNoFault();
    }

    @Test
    @DisplayName("shows in another window what is written, dragged and moved by keys in this one")
    void inStep() {
        left.clicks("[data-column=todo] .add-task");
        left.fills("[data-column=todo] textarea", "Notes");
        left.presses("Enter");
        left.fills("[data-column=todo] textarea", "Cards");
        left.presses("Enter", "Escape");
        right.awaits(lies("todo", "Notes,Cards"));

        left.drags(
                "[data-column=todo] .card",
                "[data-column=doing]",
                "document.querySelector('[data-column=doing] .by-pointer')");
        right.awaits(lies("doing", "Notes"));
        right.awaits(lies("todo", "Cards"));

        right.focuses("[data-column=todo] .card a");
        right.presses(" ", "ArrowRight", "ArrowUp", " ");
        left.awaits(lies("doing", "Cards,Notes"));
        right.awaits("document.activeElement.textContent === 'Cards'");
        right.presses(" ", "ArrowRight", "Escape");
        left.awaits(lies("doing", "Cards,Notes"));
    }

    @Test
    @DisplayName("keeps what is written without a network, says so, and sends it afterwards")
    void offline() {
        left.online(false);
        left.clicks("[data-column=todo] .add-task");
        left.fills("[data-column=todo] textarea", "Kept");
        left.presses("Enter");
        left.awaits("document.querySelector('.card.pending .mark')");

        left.online(true);
        right.awaits(lies("todo", "Kept"));
        left.awaits("!document.querySelector('.card.pending')");
    }

    @Test
    @DisplayName("D18: shows as text whatever anybody writes, in every field")
    void markupIsText() {
        String bad = "<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3))";
        String text = Json.createValue(bad).toString();
        String task = ada.post(path("tasks"), """
                        {"title":%1$s,"description":%1$s,"labels":["<b>l</b>"],"checklist":[{"text":%1$s,"done":false}]}""".formatted(text)).expect(201).id();
        ada.post(path("tasks/" + task + "/comments"), "{\"text\":" + text + "}").expect(201);
        ada.post(path("messages"), "{\"text\":" + text + ",\"room\":\"<i>r</i>\"}")
                .expect(201);
        ada.post(path("messages"), "{\"text\":" + text + "}").expect(201);
        ada.patch("api/auth/me", "{\"name\":" + text + "}").expect(200);
        ada.patch("api/workspaces/" + workspace, "{\"name\":" + text + "}").expect(200);

        for (String page : new String[] {"t/" + task, "chat", "chat/%3Ci%3Er%3C%2Fi%3E", "people"}) {
            right.goes(BASE + "?" + page.length() + "#/w/" + workspace + "/" + page);
            right.awaits("document.body.innerText.includes('<img src=x onerror=alert(1)>')");
            right.awaits(
                    "!document.querySelector('img, #app script, #app b, #app i:empty + b, a[href^=\"javascript\"]')");
        }
        right.goes(BASE + "?s#/search?q=script");
        right.awaits("document.querySelector('.hit') && !document.querySelector('#app img')");
    }

    @Test
    @DisplayName("shows a choice where two have changed the same, and sends what is chosen")
    void choice() {
        String task = ada.createsTask(workspace, "First").id();
        left.goes(BASE + "?c#/w/" + workspace + "/t/" + task);
        left.focuses(".panel-title");
        left.fills(".panel-title", "Mine");
        bob.patch(path("tasks/" + task), "{\"title\":\"Theirs\"}").expect(200);
        left.awaits("document.querySelector('.card-title').textContent === 'Theirs'");
        left.presses("Enter");

        left.awaits("document.querySelector('.choice')");
        left.clicks(".choice label:last-of-type input");
        left.clicks(".dialog-foot .primary");
        right.awaits("document.querySelector('.card-title').textContent === 'Mine'");
    }

    @Test
    @DisplayName("does all the same where no socket gets through")
    void noSocket() {
        left.closes();
        left = browser.opens().begins("""
                        window.WebSocket = class {
                          constructor() { setTimeout(() => this.onclose?.({code: 1006}), 20); }
                          send() {}
                          close() {}
                        };""").opens(ada, workspace);
        bob.createsTask(workspace, "Heard");
        left.awaits(lies("todo", "Heard"));
        left.focuses("[data-column=todo] .card a");
        left.presses(" ", "ArrowRight", " ");
        right.awaits(lies("doing", "Heard"));
    }

    @Test
    @DisplayName("goes on in a second tab when the first, which had the connection, is closed")
    void secondTab() {
        Window second = left.beside();
        second.goes(BASE + "#/w/" + workspace);
        second.awaits("document.querySelector('.board .column')");
        left.closesTab();
        left = second;
        bob.createsTask(workspace, "After");
        second.awaits(lies("todo", "After"));
        second.focuses("[data-column=todo] .card a");
        second.presses(" ", "ArrowRight", " ");
        right.awaits(lies("doing", "After"));
    }

    @Test
    @DisplayName("keeps nobody out, as far as axe can tell, in light and dark")
    void accessible() throws IOException {
        String axe;
        try (InputStream script = BoardIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        String task = ada.post(path("tasks"), """
                        {"title":"Notes","description":"- **a** `b`","labels":["l"],"priority":"high","dueOn":"2020-01-01",
                         "checklist":[{"text":"c","done":true}],"assigneeId":"%s"}""".formatted(ada.id)).expect(201).id();
        bob.post(path("tasks/" + task + "/comments"), "{\"text\":\"Well, @Ada\"}")
                .expect(201);
        bob.post(path("messages"), "{\"text\":\"Hello @Ada\"}").expect(201);
        for (String scheme : List.of("light", "dark")) {
            left.prefers(scheme);
            for (String page : List.of("w/", "w//t/" + task, "w//chat", "w//people", "tasks", "search?q=notes", "")) {
                left.goes(BASE + "?" + scheme + page.hashCode() + "#/" + page.replace("w/", "w/" + workspace));
                left.awaits("document.querySelector('.card, .said, .person, .agenda, .hit, .tile')");
                left.evaluate(axe, "axe");
                left.evaluate("""
                        axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => {
                          const bad = violations.filter(({impact}) => ["serious", "critical"].includes(impact));
                          if (bad.length) {
                            throw new Error(JSON.stringify(bad.map(({id, nodes}) => [id, nodes.map(({html}) => html)])));
                          }
                        })""", scheme + " " + page);
            }
        }
    }

    private String path(String rest) {
        return "api/workspaces/" + workspace + "/" + rest;
    }

    private static String lies(String column, String titles) {
        return "[...document.querySelectorAll('[data-column=%s] .card-title')].map((it) => it.textContent).join() === %s"
                .formatted(column, Window.quoted(titles));
    }
}
