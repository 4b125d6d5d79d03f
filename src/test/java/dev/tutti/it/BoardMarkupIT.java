package dev.tutti.it;

import jakarta.json.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Beside what is typed into fields ({@link BoardTextsIT}), every other place where the board shows a text of somebody's. */
@DisplayName("D18: The board shows markup as text")
class BoardMarkupIT extends BoardStage {
    private static final String MARKUP = Markup.TEXT;
    private static final String JSON = Json.createValue(MARKUP).toString();

    /** It cannot be an address, but what entities stand for can. */
    private static final String ADDRESS = "https://hooks.example/'onerror=alert(1)//&lt;b&gt;$7";

    @TempDir
    Path folder;

    private String task;

    /** Somebody who has such a name, and makes such a task. */
    @BeforeEach
    void begin() {
        ada.as("PATCH", "api/auth/me", "{\"name\":" + JSON + "}", Map.of("If-Match", "*"))
                .expect(200);
        ada.patch(path("members/" + bob.id), "{\"role\":\"owner\"}").expect(200);
        task = ada.post(path("tasks"), """
                        {"title":%1$s,"description":%1$s,"labels":[%1$s],"checklist":[{"text":%1$s,"done":false}],"assigneeId":"%2$s"}""".formatted(JSON, bob.id)).expect(201).id();
        ada.post(path("messages"), "{\"text\":" + JSON + "}").expect(201);
    }

    @TestFactory
    Stream<DynamicTest> texts() {
        return Stream.of(
                place("the name of who is here", () -> goes(right, ""), right, ".present .avatar", "ariaLabel"),
                place("the name of who types", this::types, right, ".conversation .typing-line"),
                place("the names that are offered", () -> right.fills(".composer textarea", "@"), right, ".offers li"),
                place("an answer that is begun", () -> right.clicks("[aria-label=Reply]"), right, ".answering span"),
                place("an answer", this::answers, left, ".answered span"),
                place("a corrected message", this::corrects, right, ".said .prose", "textContent", "Now " + MARKUP),
                place("who likes a message", this::likes, right, ".said .reaction", "ariaLabel"),
                place("the name of somebody among people", () -> goes(right, "/people"), right, ".person-name"),
                place("whose role it is", () -> {}, right, ".person select", "ariaLabel"),
                place("who is to be removed", () -> right.clicks("[aria-label^='Remove <']"), right, "dialog h2"),
                place("who may do a task", this::opensTask, right, ".fields option"),
                place("a label that may be taken off", () -> {}, right, ".label-off", "ariaLabel"),
                place("a step", () -> {}, right, ".steps [type=checkbox]", "ariaLabel"),
                place("a step that may be taken out", () -> {}, right, ".steps button", "ariaLabel"),
                place("who has made a task", () -> {}, right, ".panel-born"),
                place(
                        "who has done what to a task",
                        () -> right.clicks(".activity summary"),
                        right,
                        ".activity strong"),
                place("a label to filter by", () -> {}, right, "[aria-label=Label] option"),
                place("what two have written", this::contests, right, ".choice-text"),
                place("which task it is about", () -> {}, right, "dialog .dialog-text"),
                place("what went into the trash", this::deletes, right, ".toast span"),
                place("what lies in the trash", this::opensTrash, right, "dialog .person-name"),
                place("an announcement", this::announces, right, ".toast span", "textContent", "Hear " + MARKUP),
                place("what is to be done", this::restores, right, ".agenda-title"),
                place("a label of what is to be done", () -> {}, right, ".agenda .label"),
                place("what was searched for", this::searches, right, ".hit:has(mark) .agenda-title"),
                place("what was found in a message", () -> {}, right, ".hit:has(mark) .hit-text"),
                place("the name of a key", this::makesKey, left, ".made p"),
                place(
                        "the name of somebody else's key",
                        () -> goes(right, "/integrations"),
                        right,
                        ".key .person-name"),
                place("which key is to be revoked", () -> right.clicks(".key button"), right, "dialog h2"),
                place("an address that is none", this::mistakesAddress, left, "input[name=url]", "value"),
                place("an address", this::hooks, left, ".made p", "textContent", ADDRESS),
                place("somebody else's address", () -> {}, right, ".webhook .person-name", "textContent", ADDRESS),
                place("the name of a file", this::choosesFile, left, ".chosen .person-name"),
                place("what a file has besides", () -> left.clicks(".chosen .primary"), left, "dialog .note"),
                place("what a file has in its cells", () -> goes(right, ""), right, "[data-column=doing] .card-title"),
                place("where a file is wrong", this::choosesWrongFile, left, ".refusal td", "textContent", "priority"),
                place("with what somebody has signed in", this::signsIn, left, ".session .person-name"),
                DynamicTest.dynamicTest("who is connected, for administrators", this::inspects));
    }

    /** Where {@code shown} shows it, after somebody did something. */
    private DynamicTest place(String name, Runnable before, Window shown, String where) {
        return place(name, before, shown, where, "textContent");
    }

    private DynamicTest place(String name, Runnable before, Window shown, String where, String property) {
        return place(name, before, shown, where, property, MARKUP);
    }

    private DynamicTest place(String name, Runnable before, Window shown, String where, String property, String text) {
        return DynamicTest.dynamicTest(name, () -> {
            before.run();
            shows(shown, where, property, text);
        });
    }

    private void shows(Window window, String where, String property, String text) {
        window.awaits("[...document.querySelectorAll(%s)].some((it) => it.%s.includes(%s))"
                .formatted(Window.quoted(where), property, Window.quoted(text)));
        left.awaits(Markup.CLEAN);
        right.awaits(Markup.CLEAN);
    }

    private void types() {
        goes(left, "/chat");
        goes(right, "/chat");
        right.awaits("document.querySelector('.said')");
        left.fills(".composer textarea", "x");
    }

    private void answers() {
        right.fills(".composer textarea", MARKUP);
        right.presses("Enter");
    }

    private void corrects() {
        left.clicks(".said [aria-label=More]");
        left.chooses("Edit");
        left.fills(".said .composer textarea", "Now " + MARKUP);
        left.presses("Enter");
    }

    private void likes() {
        left.clicks(".said [aria-label=React]");
        left.clicks(".emoji:popover-open .emoji-button");
    }

    private void opensTask() {
        goes(right, "/t/" + task);
        right.awaits("document.querySelector('.panel-title')");
    }

    private void contests() {
        right.fills(".panel-title", MARKUP + 2);
        ada.patch(path("tasks/" + task), "{\"title\":" + Json.createValue(MARKUP + 3) + "}")
                .expect(200);
        right.awaitsCards("todo", MARKUP + 3);
        right.presses("Enter");
    }

    private void deletes() {
        right.presses("Escape");
        right.awaits("!document.querySelector('dialog')");
        right.clicks("[aria-label='Delete the task']");
    }

    private void opensTrash() {
        right.clicks(".workspace-name button");
        right.chooses("Trash");
    }

    private void announces() {
        Root.signsIn()
                .post("api/admin/announcements", "{\"text\":" + Json.createValue("Hear " + MARKUP) + "}")
                .expect(201);
    }

    private void restores() {
        right.clicks("dialog .person .button");
        right.awaits("document.querySelector('dialog .empty')");
        right.goes(BASE + "?tasks#/tasks");
    }

    private void searches() {
        right.goes(BASE + "?found#/search?q=img");
    }

    private void makesKey() {
        goes(left, "/integrations");
        left.fills("input[name=name]", MARKUP);
        left.presses("Enter");
    }

    private void mistakesAddress() {
        left.fills("input[name=url]", "https://hooks.example/" + MARKUP);
        left.presses("Enter");
        left.awaits("document.querySelector('.webhooks .fault')");
    }

    private void hooks() {
        right.presses("Escape");
        left.fills("input[name=url]", ADDRESS);
        left.presses("Enter");
    }

    private void choosesFile() {
        goes(left, "");
        left.clicks(".workspace-name button");
        left.chooses("Export and import");
        String cell = "\"" + MARKUP.replace("\"", "\"\"") + "\"";
        chooses("title,status,%1$s\n%1$s,doing,\n".formatted(cell));
    }

    private void choosesWrongFile() {
        chooses("title,priority\nx,<b>\n");
        left.clicks(".chosen .primary");
    }

    private void chooses(String table) {
        new Disk(left, folder).chooses(MARKUP + ".csv", table);
    }

    private void signsIn() {
        Person.send("POST", "api/auth/login", ada.login(), Map.of("User-Agent", MARKUP))
                .expect(200);
        left.goes(BASE + "?sessions#/sessions");
    }

    private void inspects() {
        Window third = BROWSER.opens();
        third.goes(BASE + "#/inspector");
        third.signsIn(Root.signsIn());
        shows(third, ".connections th", "textContent", MARKUP);
        third.awaits(Markup.CLEAN);
    }

    private void goes(Window window, String page) {
        window.goes(BASE + "?" + System.nanoTime() + "#/w/" + workspace + page);
    }
}
