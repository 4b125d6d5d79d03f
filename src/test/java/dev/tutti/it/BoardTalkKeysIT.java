package dev.tutti.it;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ada has only keys; what comes of them, Bob sees. */
@DisplayName("People and what they say, on the board by keyboard alone,")
class BoardTalkKeysIT extends BoardStage {
    private Keyboard keys;

    @BeforeEach
    void begin() {
        keys = new Keyboard(left);
    }

    @Test
    @DisplayName("are invited, get another role, and are removed")
    void people() {
        keys.enters(".tabs a[href$=people]");
        keys.tabsTo("[aria-label='Role of Bob']");
        keys.presses("ArrowDown");
        right.awaits("!document.querySelector('.add-task')");
        keys.has("[aria-label='Role of Bob']");

        keys.tabsTo(".invite-form input");
        keys.types("clara@example.org");
        keys.presses("Enter");
        left.awaits("document.querySelector('.made input').value.includes('#/invite/')");
        keys.enters(".made .button:last-child");
        keys.has(".invites *");
        keys.enters(".invites .person .button");
        left.awaits("!document.querySelector('.invites .person')");
        keys.has(".invites *");

        keys.tabsBackTo("[aria-label='Remove Bob']");
        keys.presses("Enter");
        keys.has(".dialog-foot .button");
        keys.presses("Escape");
        keys.has("[aria-label='Remove Bob']");
        keys.presses("Enter");
        keys.enters(".dialog-foot .danger");
        right.awaits("document.querySelector('main h1').textContent === 'This workspace is not here'");
        keys.has(".people *");
    }

    @Test
    @DisplayName("are answered; what one has said is corrected, and taken back")
    void chat() {
        bob.says(workspace, "Hello");
        keys.enters(".tabs a[href$=chat]");
        keys.enters("[aria-label=Reply]");
        keys.has(".composer textarea");
        keys.types("Well");
        keys.presses("Enter");
        left.awaits("document.querySelector('.said:last-child .answered').textContent === 'Bob: Hello'");
        keys.has(".composer textarea");
        keys.types("@B");
        keys.presses("ArrowDown", "Enter");
        keys.types("come");
        keys.presses("Enter");
        left.awaits("document.querySelectorAll('.said:not(.pending)').length === 3");
        right.awaits("document.querySelector('.bell .badge').textContent === '3'");

        keys.tabsBackTo("[aria-label=More]");
        keys.presses("Enter");
        keys.has("[role^=menuitem]");
        keys.presses("Enter");
        keys.has(".said .composer textarea");
        keys.types(" soon");
        keys.presses("Enter");
        left.awaits("document.querySelector('.said:last-child').textContent.includes('@Bob come soon')");
        keys.has(".said:last-child *");

        keys.tabsTo("[aria-label=React]");
        keys.presses("Enter");
        keys.has(".emoji-button");
        keys.presses("Enter");
        left.awaits("document.querySelector('.said .reaction')");
        keys.has("[aria-label=React]");

        keys.enters(".said:last-child [aria-label=More]");
        keys.has("[role^=menuitem]");
        keys.presses("End", "Enter");
        keys.enters(".dialog-foot .danger");
        left.awaits("document.querySelector('.said:last-child .gone-text')");
        keys.has(".conversation *");
    }

    @Test
    @DisplayName("are heard of at the bell, and found by the search")
    void bell() {
        String task = ada.createsTask(workspace, "Notes").id();
        bob.comments(workspace, task, "Well, @Ada");
        bob.says(workspace, "Hello @Ada");
        left.awaits("document.querySelector('.bell .badge').textContent === '2'");
        keys.tabsBackTo(".bell");
        keys.presses("Enter");
        keys.has(".popup-head .link");
        keys.presses("Enter");
        left.awaits("!document.querySelector('.bell .badge')");
        keys.has(".popup-head *");
        keys.presses("Enter");
        keys.tabsTo(".wishes input");
        keys.presses(" ");
        keys.has(".wishes input:not(:checked)");
        keys.presses("Escape");
        keys.has(".bell");
        keys.presses("Enter");
        keys.enters(".notice");
        left.awaits("document.querySelector('.said .mention').textContent === '@Ada'");

        left.awaits("!document.querySelector('.inbox:popover-open')");
        keys.presses("/");
        keys.has("input[type=search]");
        keys.types("note");
        left.awaits("document.querySelector('.hit mark').textContent === 'Note'");
        keys.enters(".hit");
        keys.has(".panel");
        left.awaits("document.querySelector('.panel-title').value === 'Notes'");
    }
}
