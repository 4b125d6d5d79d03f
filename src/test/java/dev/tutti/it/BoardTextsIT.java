package dev.tutti.it;

import jakarta.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever people write, wherever they can; a script that runs, or that only tries to, fails a test by {@link #noFault}. */
@DisplayName("The board shows as text")
class BoardTextsIT extends BoardStage {
    private static final String MARKUP = Markup.TEXT;

    private static final String LONG = MARKUP + """


            [x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>) <javascript:alert(1)> ![z](https://evil.example/z.png)
            [q](https://good.example/"onmouseover="alert(1)) https://good.example/<svg/onload=alert(1)>

            # <i>head</i>
            - <u>item</u>
            > <s>said</s>

            ```html
            <script>alert(1)</script>
            ```
            """;

    @Test
    @DisplayName("D18: markup, typed into every field there is")
    void typed() {
        left.adds("todo", MARKUP);
        left.clicks(".card-title");
        left.fills(".panel-title", MARKUP + 2);
        left.presses("Enter");
        left.clicks("[aria-labelledby=part-description] .link");
        left.fills(".description-field", LONG);
        left.clicks("[aria-labelledby=part-description] .primary");
        left.fills(".label-new", MARKUP);
        left.presses("Enter");
        left.fills(".step-new input", MARKUP);
        left.presses("Enter");
        left.fills(".panel .composer textarea", LONG);
        left.presses("Enter");
        left.awaits("!document.querySelector('.pending') && document.querySelector('.panel .said')");
        String task = hash(left);

        left.clicks(".panel-close");
        left.clicks(".new-column");
        left.fills(".new-column input", "<img src=x onerror=alert(1)>");
        left.presses("Enter");
        left.awaits("document.querySelector('[data-column=img-src-x-onerror-alert-1]')");
        left.fills(".filter-text input", MARKUP);
        left.clicks(".filter-bar .link:last-of-type");
        left.fills(".dialog input", MARKUP);
        left.presses("Enter");
        left.awaits(shows(MARKUP));
        renames();
        says();

        for (String page :
                List.of(task, "/w/" + workspace, "/w/" + workspace + "/chat", "/w/" + workspace + "/people", "/")) {
            right.goes(BASE + "?" + page.hashCode() + "#" + page);
            right.awaits(shows(MARKUP));
            right.awaits(Markup.CLEAN);
        }
        right.goes(BASE + "?room#/w/" + workspace + "/chat/" + encoded(MARKUP));
        right.awaits("document.querySelector('.said') && " + shows(MARKUP));
        right.awaits(Markup.CLEAN);
        right.goes(BASE + "?found#/search?q=script");
        right.awaits("document.querySelectorAll('.hit').length >= 3");
        right.awaits(Markup.CLEAN);
        right.goes(invitation());
        right.awaits("document.querySelector('h1').textContent === " + Window.quoted(MARKUP + 4));
        right.awaits(Markup.CLEAN);
        left.awaits(Markup.CLEAN);
    }

    private void renames() {
        left.clicks(".me");
        left.chooses("Your name");
        left.fills(".dialog input", MARKUP + 3);
        left.presses("Enter");
        left.awaits("!document.querySelector('dialog')");
        left.clicks(".workspace-name button");
        left.chooses("Rename");
        left.fills(".dialog textarea", MARKUP + 4);
        left.presses("Enter");
        left.clicks(".dialog-foot .primary");
        right.awaits("document.querySelector('h1').textContent === " + Window.quoted(MARKUP + 4));
    }

    private void says() {
        for (String room : List.of("", MARKUP)) {
            left.goes(BASE + "?" + room.length() + "#/w/" + workspace + "/chat");
            left.awaits("document.querySelector('.composer')");
            if (!room.isEmpty()) {
                left.clicks(".rooms-new");
                left.fills(".rooms .compose input", room);
                left.presses("Enter");
                left.awaits("document.querySelector('.chat .composer textarea').ariaLabel === 'Message to ' + "
                        + Window.quoted(room));
            }
            left.fills(".composer textarea", LONG + "for @Bob, at last.");
            left.presses("Enter");
            left.awaits("document.querySelector('.said:not(.pending)')");
        }
        // What concerns somebody, at the bell.
        right.clicks(".topbar [aria-label*=otification]");
        right.awaits(shows(MARKUP));
        right.awaits(Markup.CLEAN);
        right.presses("Escape");
    }

    private String invitation() {
        left.goes(BASE + "?i#/w/" + workspace + "/people");
        left.clicks(".invite-form .primary");
        left.awaits("document.querySelector('.made input')");
        return left.text("document.querySelector('.made input').value").replace("#", "?invited#");
    }

    @Test
    @DisplayName("D18: markup in an address, whatever part of it")
    void addresses() {
        String bad = encoded("<img src=x onerror=alert(1)>");
        for (String hash : List.of(
                "/w/" + bad,
                "/w/__proto__",
                "/w/../../api/auth/me",
                "/w/" + workspace + "/t/" + bad,
                "/w/" + workspace + "/chat/" + bad,
                "/w/" + workspace + "/" + bad + "?said=" + bad,
                "/search?q=" + bad,
                "/filter/" + bad,
                "/invite/" + bad,
                "javascript:alert(1)",
                "/%E0%A4%A")) {
            left.goes(BASE + "?" + hash.hashCode() + "#" + hash);
            left.awaits("document.querySelector('main').textContent.trim() && !document.querySelector('[aria-busy]')");
            left.awaits(Markup.CLEAN);
        }
        left.goes(BASE + "?typed#/search");
        left.fills(".search-field input", "<img src=x onerror=alert(1)>");
        left.awaits("location.hash.includes('onerror') && document.querySelector('[role=status] h3')");
        left.awaits(Markup.CLEAN);
    }

    @Test
    @DisplayName(
            "D17, D19: letters from right to left, without width or in heaps, and what JavaScript's objects have from birth")
    void odd() {
        for (String odd : List.of(
                "\u202Eevil\u2066 \u200B\u200D\uFEFFx",
                "Z" + "\u0301".repeat(190),
                "W".repeat(200),
                "\uD83D\uDE80".repeat(200),
                "__proto__",
                "constructor")) {
            String text = Json.createValue(odd).toString();
            String label = Json.createValue(odd.substring(0, Math.min(20, odd.length())))
                    .toString();
            String task = ada.post(path("tasks"), """
                    {"title":%1$s,"description":%1$s,"labels":[%2$s],"status":"constructor","checklist":[{"text":%1$s,"done":false}]}""".formatted(text, label))
                    .expect(201)
                    .id();
            ada.post(path("tasks/" + task + "/comments"), "{\"text\":" + text + "}")
                    .expect(201);
            ada.post(path("messages"), "{\"text\":" + text + ",\"room\":" + label + "}")
                    .expect(201);
            ada.put(path("tasks/" + task + "/watch"), "").expect(200);

            right.goes(BASE + "?" + odd.hashCode() + "#/w/" + workspace + "/t/" + task);
            // Two underscores make Markdown strong.
            String prose = Window.quoted(odd.replace("__", ""));
            right.awaits("document.querySelector('.panel .said .prose').textContent === " + prose);
            right.awaits("document.querySelector('[data-card=\"" + task + "\"] .card-title').textContent === " + text);
            right.awaits(Markup.CLEAN);
            right.goes(BASE + "?r" + odd.hashCode() + "#/w/" + workspace + "/chat/"
                    + encoded(label.substring(1, label.length() - 1)));
            right.awaits("document.querySelector('.said .prose').textContent === " + prose);
            right.awaits(Markup.CLEAN);
        }
        right.awaits("({}).polluted === undefined && !Object.keys(Object.prototype).length");
    }

    private static String hash(Window window) {
        return window.text("location.hash.slice(1)");
    }

    private static String shows(String text) {
        return "document.body.innerText.includes(%s)".formatted(Window.quoted(text));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
