package dev.tutti.it;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What can be done on the board. */
@DisplayName("The board")
class BoardIT extends BoardStage {
    @Test
    @DisplayName("shows in another window what is written, dragged and moved by keys in this one")
    void inStep() {
        left.clicks("[data-column=todo] .add-task");
        left.fills("[data-column=todo] textarea", "Notes");
        left.presses("Enter");
        left.fills("[data-column=todo] textarea", "Cards");
        left.presses("Enter", "Escape");
        right.awaitsCards("todo", "Notes,Cards");

        left.drags(
                "[data-column=todo] .card",
                "[data-column=doing]",
                "document.querySelector('[data-column=doing] .by-pointer')");
        right.awaitsCards("doing", "Notes");
        right.awaitsCards("todo", "Cards");

        right.focuses("[data-column=todo] .card a");
        right.presses(" ", "ArrowRight", "ArrowUp", " ");
        left.awaitsCards("doing", "Cards,Notes");
        right.awaits("document.activeElement.textContent === 'Cards'");
        right.presses(" ", "ArrowRight", "Escape");
        left.awaitsCards("doing", "Cards,Notes");
    }

    @Test
    @DisplayName("shows in another window what a finger holds for a while and drags")
    void byFinger() {
        ada.createsTask(workspace, "Notes");
        left.awaitsCards("todo", "Notes");
        left.dragsByFinger(
                "[data-column=todo] .card",
                "[data-column=doing]",
                "document.querySelector('.ghost')",
                "document.querySelector('[data-column=doing] .by-pointer')");
        right.awaitsCards("doing", "Notes");
        left.awaits("!document.querySelector('.ghost')");
        left.awaitsCards("doing", "Notes");
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
        right.awaitsCards("todo", "Kept");
        left.awaits("!document.querySelector('.card.pending')");
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
    @DisplayName("tells of a change that was refused while another page is shown, and leads to where it can be chosen")
    void choiceElsewhere() {
        String task = ada.createsTask(workspace, "First").id();
        left.goes(BASE + "?e#/w/" + workspace + "/t/" + task);
        left.awaits("document.querySelector('.panel-title').value === 'First'");
        left.online(false);
        left.fills(".panel-title", "Mine");
        left.presses("Enter");
        left.awaits("document.querySelector('.card.pending')");
        bob.patch(path("tasks/" + task), "{\"title\":\"Theirs\"}").expect(200);
        left.clicks(".sidebar-logo");
        left.awaits("document.querySelector('.tile')");
        left.awaits(
                "document.querySelector('.connection').textContent.includes('1 change is kept, and sent when you are back')");

        left.online(true);
        left.awaits(
                "document.querySelector('.toast span').textContent === 'Your change of “Mine” in Engine was not saved."
                        + " Somebody else changed the same thing first.'");
        left.awaits("document.querySelector('.undecided').textContent.trim() === '1 change waits for your choice'");
        left.awaits("!document.querySelector('.connection')");

        left.clicks(".undecided");
        left.awaits("document.querySelector('.choice').textContent.includes('Theirs')");
        left.awaits("!document.querySelector('.undecided')");
        left.clicks(".choice label:last-of-type input");
        left.clicks(".dialog-foot .primary");
        right.awaits("document.querySelector('.card-title').textContent === 'Mine'");
        left.awaits("!document.querySelector('dialog')");
    }

    @Test
    @DisplayName("tells of a message that was refused after its conversation was left")
    void refusedElsewhere() {
        right.goes(BASE + "?r#/w/" + workspace + "/chat");
        right.awaits("document.querySelector('.conversation .empty')");
        right.online(false);
        right.fills(".composer textarea", "Hello");
        right.presses("Enter");
        right.awaits("document.querySelector('.said.pending')");
        right.clicks(".sidebar-logo");
        right.awaits("document.querySelector('.tile')");
        ada.patch(path("members/" + bob.id), "{\"role\":\"guest\"}").expect(200);

        right.online(true);
        right.awaits(
                "document.querySelector('.toast span').textContent === 'Your message “Hello” in Engine was not saved."
                        + " Your role here does not allow that.'");
    }

    @Test
    @DisplayName(
            "keeps nobody out, as far as axe can tell, in light and dark and on a phone, which has nothing beyond its edge")
    void accessible() {
        String task = ada.post(path("tasks"), """
                        {"title":"Notes","description":"- **a** `b`","labels":["l"],"priority":"high","dueOn":"2020-01-01",
                         "checklist":[{"text":"c","done":true}],"assigneeId":"%s"}""".formatted(ada.id)).expect(201).id();
        bob.post(path("tasks/" + task + "/comments"), "{\"text\":\"Well, @Ada\"}")
                .expect(201);
        bob.post(path("messages"), "{\"text\":\"Hello @Ada\"}").expect(201);
        for (String page :
                List.of("w/", "w//t/" + task, "w//chat", "w//people", "tasks", "sessions", "search?q=notes", "")) {
            left.goes(BASE + "?" + page.hashCode() + "#/" + page.replace("w/", "w/" + workspace));
            left.awaits("document.querySelector('.card, .said, .person, .agenda, .hit, .tile')");
            Looks.good(left, page);
        }
    }
}
