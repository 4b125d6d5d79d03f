package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The board's dialog of files")
class BoardMoveIT extends BoardStage {
    private static final String IMPORT = ".chosen .primary";
    private static final int MANY = 5_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName("gives the workspace as JSON, and its tasks as a table")
    void exports() {
        Disk disk = opensFiles(left);
        ada.createsTask(workspace, "Score");

        left.clicks(".dialog .row button:first-child");
        String json = disk.downloaded("tutti-engine.json");
        assertEquals(
                "Score",
                Json.createReader(new StringReader(json))
                        .readObject()
                        .getJsonArray("tasks")
                        .getJsonObject(0)
                        .getString("title"));

        left.awaits("!document.querySelector('.dialog .row button:disabled')");
        left.clicks(".dialog .row button:last-child");
        assertTrue(disk.downloaded("tutti-engine.csv").contains(",Score,"));
    }

    @Test
    @DisplayName("takes a board of Trello's in, which all windows show at once, and says what came of it")
    void imports() {
        Disk disk = opensFiles(left);

        disk.chooses("trello.json", """
                {"name": "Tour",
                 "lists": [{"id": "l1", "name": "To Do"}, {"id": "l2", "name": "Doing"}],
                 "cards": [{"id": "1", "idList": "l1", "name": "Notes", "pos": 1},
                           {"id": "2", "idList": "l2", "name": "Cards", "pos": 2},
                           {"id": "3", "idList": "l1", "name": "Old", "pos": 3, "closed": true}],
                 "actions": []}""");
        left.awaits("document.querySelector('.chosen').textContent.includes('A board of Trello, with 2 cards.')");
        Looks.good(left, "chosen");
        Window tab = left.beside();
        tab.goes(BASE + "#/w/" + workspace);
        left.clicks(IMPORT);

        for (Window window : new Window[] {left, right, tab}) {
            window.awaitsCards("todo", "Notes");
            window.awaitsCards("doing", "Cards");
        }
        left.awaits("document.querySelector('.note').innerText.startsWith('2 tasks are on the board now.')");
        left.awaits("document.querySelector('.note').textContent.includes('1 archived one stayed')");
        left.awaits("document.activeElement.matches('input[type=file]')");
        tab.closesTab();
    }

    @Test
    @DisplayName("shows what is wrong with a file row by row, takes nothing of it, and takes it when it is put right")
    void refused() {
        Disk disk = opensFiles(left);
        disk.chooses("tasks.csv", "title,dueOn,priority\nNotes,,\n,,\nCards,soon,high\nPiano,,at once\n");
        left.clicks(IMPORT);

        left.awaits(
                "[...document.querySelectorAll('.refusal tbody th')].map((it) => it.textContent).join() === '3,4,5'");
        left.awaits("[...document.querySelectorAll('.refusal code')].map((it) => it.textContent).join()"
                + " === 'title,dueOn,priority'");
        left.awaits(
                "document.querySelector('.refusal').textContent.includes('must be a date such as 2026-11-21, or empty')");
        Looks.good(left, "refusal");
        assertEquals(
                0,
                ada.get(path("tasks")).expect(200).json().getJsonArray("items").size());

        disk.drops(".drop", "tasks.csv", "title,dueOn,priority\nNotes,,\nCards,2027-01-31,high\n");
        left.clicks(IMPORT);
        right.awaitsCards("todo", "Notes,Cards");
        left.awaits("!document.querySelector('.refusal')");
    }

    @Test
    @DisplayName("reads a file as what it is chosen to be, and says why it is not that")
    void chosen() {
        Disk disk = opensFiles(left);
        disk.chooses("tasks.txt", "{\"tasks\": [{\"title\": \"Notes\"}]}");
        left.awaits("document.querySelector('.chosen select').value === 'json'");
        choosesKind("csv");
        left.clicks(IMPORT);
        left.awaits("document.querySelector('.fault').textContent.includes('The first line must name the columns')");

        disk.chooses("tasks.txt", "{\"tasks\": [{\"title\": \"Notes\"}]}");
        left.clicks(IMPORT);
        right.awaitsCards("todo", "Notes");
    }

    @Test
    @DisplayName("shows how far thousands of tasks have come, and every window has all of them afterwards")
    void many() {
        // The server may be done within half a second, which is how often the page looks.
        left.evaluate("""
                const wait = window.setTimeout;
                window.setTimeout = (call, millis, ...more) => wait(call, millis === 500 ? 10 : millis, ...more);
                window.told = new Set();
                new MutationObserver(() => told.add(document.querySelector(".progress p")?.textContent))
                  .observe(document.body, {childList: true, subtree: true, characterData: true});""", "progress");
        Disk disk = opensFiles(left);
        disk.chooses(
                "many.csv",
                IntStream.range(0, MANY).mapToObj(i -> "Task " + i).collect(Collectors.joining("\n", "title\n", "\n")));
        left.clicks(IMPORT);

        left.awaits("document.querySelector('.note').textContent.startsWith('5000 tasks')");
        left.awaits(
                "[...told].some((it) => /^[0-9,.\\u00a0]+ of 5.?000 tasks are written/.test(it))", "[...told].join()");
        right.awaits("document.querySelector('[data-column=todo] .count').textContent.startsWith('5000')");
    }

    @Test
    @DisplayName("offers a member the export alone")
    void members() {
        right.clicks(".workspace-name button");
        right.awaits("document.querySelector('[role=menuitem]')");
        right.awaits("[...document.querySelectorAll('[role=menuitem]')].map((it) => it.textContent.trim()).join()"
                + " === 'People and invitations,Export,Trash'");
        right.chooses("Export");
        right.awaits("document.querySelectorAll('.dialog .row button').length === 2");
        right.awaits("!document.querySelector('.drop')");
    }

    private Disk opensFiles(Window window) {
        window.clicks(".workspace-name button");
        window.chooses("Export and import");
        window.awaits("document.querySelector('.drop')");
        return new Disk(window, folder);
    }

    private void choosesKind(String kind) {
        left.evaluate("""
                (() => {
                  const field = document.querySelector(".chosen select");
                  field.value = %s;
                  field.dispatchEvent(new Event("change", {bubbles: true}));
                })()""".formatted(Window.quoted(kind)), kind);
    }
}
