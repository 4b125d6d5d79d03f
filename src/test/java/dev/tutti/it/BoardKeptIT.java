package dev.tutti.it;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a browser keeps of what somebody wrote, and what is said where it keeps nothing. */
@DisplayName("The board, of what it keeps,")
class BoardKeptIT extends BoardStage {
    @Test
    @DisplayName("has a choice that nobody has made still waiting when it is loaded anew")
    void choice() {
        String task = ada.createsTask(workspace, "First").id();
        left.goes(BASE + "?k#/w/" + workspace + "/t/" + task);
        left.awaits("document.querySelector('.panel-title').value === 'First'");
        left.online(false);
        left.fills(".panel-title", "Mine");
        left.presses("Enter");
        left.awaits("document.querySelector('.card.pending')");
        bob.patch(path("tasks/" + task), "{\"title\":\"Theirs\"}").expect(200);
        left.online(true);
        left.awaits("document.querySelector('.choice').textContent.includes('Theirs')");

        left.goes(BASE + "?again#/");
        left.awaits("document.querySelector('.undecided').textContent.trim() === '1 change waits for your choice'");
        left.clicks(".undecided");
        left.awaits("document.querySelector('.choice').textContent.includes('Theirs')");
        left.clicks(".choice label:last-of-type input");
        left.clicks(".dialog-foot .primary");
        right.awaits("document.querySelector('.card-title').textContent === 'Mine'");

        left.goes(BASE + "?made#/");
        left.awaits("document.querySelector('.tile')");
        left.awaits("!document.querySelector('.undecided, .connection')");
    }

    @Test
    @DisplayName("says that what is changed offline goes with the tab, where the browser keeps nothing")
    void nothing() {
        left.closes();
        left = BROWSER.opens()
                .begins("indexedDB.open = () => { throw new DOMException('private', 'SecurityError'); };")
                .opens(ada, workspace);
        left.online(false);
        left.awaits("document.querySelector('.connection').textContent.includes("
                + "'You are offline. Changes made offline are lost when this tab closes.')");
        left.adds("todo", "Meanwhile");
        left.awaits("document.querySelector('.card.pending')");
        left.online(true);
        right.awaitsCards("todo", "Meanwhile");
        left.awaits("!document.querySelector('.card.pending, .connection')");
    }
}
