package dev.tutti.it;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ada has only keys; what comes of them, Bob sees. */
@DisplayName("A task on the board, by keyboard alone,")
class BoardTaskKeysIT extends BoardStage {
    private Keyboard keys;
    private String task;

    @BeforeEach
    void begin() {
        keys = new Keyboard(left);
        task = ada.createsTask(workspace, "Notes").id();
        left.awaitsCards("todo", "Notes");
    }

    @Test
    @DisplayName("gets its column, whose it is, its date, its priority and its labels")
    void fields() {
        opens();
        keys.tabsTo(".fields select");
        keys.presses("ArrowDown");
        right.awaitsCards("doing", "Notes");
        keys.has(".fields select");
        keys.tabsTo(".pair:nth-child(2) select");
        keys.presses("ArrowDown");
        right.awaits("document.querySelector('.card .avatar').ariaLabel === 'Ada'");
        keys.tabsTo("input[type=date]");
        keys.presses("ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp");
        right.awaits("document.querySelector('.card .due')");
        keys.tabsTo(".pair:nth-child(4) select");
        keys.presses("ArrowUp");
        right.awaits("document.querySelector('.card .priority.high')");

        keys.tabsTo(".label-new");
        for (String label : new String[] {"one", "two", "three"}) {
            keys.types(label);
            keys.presses("Enter");
            right.awaits(labels() + ".endsWith('" + label + "')");
        }
        keys.tabsBackTo("[aria-label='Remove the label two']");
        keys.presses("Enter");
        right.awaits(labels() + " === 'one,three'");
        keys.has("[aria-label='Remove the label three']");
        keys.presses("Enter");
        right.awaits(labels() + " === 'one'");
        keys.has(".label-new");
        keys.presses("Escape");
        keys.has(".card a");
    }

    @Test
    @DisplayName("gets its title, its description and its steps")
    void texts() {
        opens();
        keys.tabsTo(".panel-title");
        keys.types(" more");
        keys.presses("Enter");
        right.awaitsCards("todo", "Notes more");
        keys.has(".panel-title");

        keys.enters("[aria-labelledby=part-description] .link");
        keys.has(".description-field");
        keys.types("- a **list**");
        keys.enters("[aria-labelledby=part-description] .primary");
        keys.has("[aria-labelledby=part-description] .link");
        keys.presses("Enter");
        keys.has(".description-field");
        keys.presses("Escape");
        keys.has("[aria-labelledby=part-description] .link");

        keys.tabsTo(".step-new input");
        keys.types("First");
        keys.presses("Enter");
        keys.types("Second");
        keys.enters(".step-new .button");
        right.awaits("document.querySelector('.card .chip').textContent.startsWith('0/2')");
        keys.has(".step-new input");
        keys.tabsBackTo("[aria-label=Second][type=checkbox]");
        keys.presses(" ");
        right.awaits("document.querySelector('.card .chip').textContent.startsWith('1/2')");
        keys.enters("[aria-label='Remove the step Second']");
        right.awaits("document.querySelector('.card .chip').textContent.startsWith('0/1')");
        keys.has(".steps *");
        keys.tabsBackTo("[aria-label='Step 1']");
        keys.presses("End");
        keys.types(" of all");
        keys.presses("Enter");
        keys.enters("[aria-label='Remove the step First of all']");
        keys.has(".step-new input");
        right.awaits("!document.querySelector('.card .chip')");
    }

    @Test
    @DisplayName("goes into any column by the menu of its card, into the trash, and back")
    void menu() {
        ada.createsTask(workspace, "Cards");
        left.awaitsCards("todo", "Notes,Cards");
        keys.enters(".card-menu button");
        keys.has("[role^=menuitem]");
        keys.presses("End", "ArrowUp", "Enter");
        right.awaitsCards("done", "Notes");
        keys.has("[data-column=done] .card a");
        keys.enters(".card-menu button");
        keys.has("[role^=menuitem]");
        keys.presses("End", "Enter");
        right.awaitsCards("done", "");
        keys.has("[data-column=todo] .card a");
        keys.presses("Enter");
        keys.has(".panel");
        keys.enters("[aria-label='Delete the task']");
        right.awaitsCards("todo", "");
        keys.has(".new-column");

        keys.tabsBackTo(".workspace-name button");
        keys.presses("Enter");
        keys.has("[role^=menuitem]");
        keys.presses("End", "ArrowUp", "Enter");
        keys.has(".dialog *");
        for (int restored = 1; restored <= 2; restored++) {
            keys.enters(".dialog .person .button");
            right.awaits("document.querySelectorAll('.card').length === " + restored);
            keys.has(".dialog *");
        }
        keys.presses("Escape");
        keys.has(".workspace-name button");
    }

    @Test
    @DisplayName("is what is chosen, where two have changed the same")
    void conflict() {
        opens();
        keys.tabsTo(".panel-title");
        keys.types(" more");
        bob.patch(path("tasks/" + task), "{\"title\":\"Theirs\"}").expect(200);
        left.awaitsCards("todo", "Theirs");
        keys.presses("Enter");
        keys.has(".choice input:checked");
        keys.presses("ArrowDown");
        keys.has(".choice label:last-of-type input:checked");
        keys.enters(".dialog-foot .primary");
        right.awaitsCards("todo", "Notes more");
        keys.has(".panel-title");
    }

    @Test
    @DisplayName("is found by filters, which are kept and cleared, and a column is made for it")
    void filters() {
        ada.createsTask(workspace, "Cards");
        keys.tabsTo(".filter-text input");
        keys.types("not");
        left.awaitsCards("todo", "Notes");
        keys.tabsTo("[aria-label='Assigned to']");
        keys.presses("ArrowDown");
        left.awaitsCards("todo", "");
        keys.presses("ArrowUp");
        left.awaitsCards("todo", "Notes");
        keys.enters(".filter-bar .link:last-of-type");
        keys.has(".dialog input");
        keys.types("Only these");
        keys.presses("Enter");
        left.awaits("document.querySelector('.sidebar').textContent.includes('Only these')");
        keys.has(".filter-bar .link:last-of-type");
        keys.tabsBackTo(".filter-bar .link");
        keys.presses("Enter");
        left.awaitsCards("todo", "Notes,Cards");
        keys.has(".filter-bar *");

        keys.enters(".new-column");
        keys.has(".new-column input");
        keys.presses("Escape");
        keys.has("button.new-column");
        keys.presses("Enter");
        keys.types("Review");
        keys.presses("Enter");
        left.awaits("document.querySelector('[data-column=review]')");
        keys.has("button.new-column");
    }

    private void opens() {
        keys.enters(".card a");
        keys.has(".panel");
    }

    private static String labels() {
        return "[...document.querySelectorAll('.card .label')].map((it) => it.textContent).join()";
    }
}
