package dev.tutti.it;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Ada does to the left, Bob sees to the right. */
@DisplayName("The board, in another window, shows at once")
class BoardLiveIT extends BoardStage {
    @Test
    @DisplayName("who is here, who has touched nothing for five minutes, and who is back")
    void presence() {
        right.awaits(ofAda("'Ada (here)'"));
        // Five minutes, for whoever has the time.
        left.evaluate("""
                const wait = window.setTimeout;
                window.setTimeout = (call, millis, ...more) => wait(call, millis === 300000 ? 200 : millis, ...more);""", "patience");
        left.presses("Tab");
        right.awaits(ofAda("'Ada (away)'"));
        right.goes(BASE + "?p#/w/" + workspace + "/people");
        right.awaits("document.querySelector('.person .faint').textContent === 'Away'");
        left.presses("Tab");
        right.awaits("document.querySelector('.person .faint').textContent === 'Here now'");
        left.closes();
        right.awaits("document.querySelector('.person .faint').textContent.startsWith('Joined')");
    }

    @Test
    @DisplayName("who is typing in a conversation and at a task, for as long as they are")
    void typing() {
        left.goes(BASE + "?t#/w/" + workspace + "/chat");
        right.goes(BASE + "?t#/w/" + workspace + "/chat");
        for (Window window : new Window[] {left, right}) {
            window.awaits(
                    "document.querySelectorAll('.present .active').length === 2 && document.querySelector('.composer')");
        }
        left.fills(".composer textarea", "H");
        right.awaits("document.querySelector('.conversation .typing-line').textContent === 'Ada is typing…'");
        left.presses("Enter");
        right.awaits("document.querySelector('.said').textContent.includes('H')");
        right.awaits("!document.querySelector('.conversation .typing-line').textContent");

        String task = ada.createsTask(workspace, "Notes").id();
        left.goes(BASE + "?n#/w/" + workspace + "/t/" + task);
        right.goes(BASE + "?n#/w/" + workspace);
        right.awaitsCards("todo", "Notes");
        left.awaits("document.querySelectorAll('.present .active').length === 2");
        left.fills(".panel .composer textarea", "W");
        right.awaits("document.querySelector('.card .typing-line').textContent === 'Ada is typing'");
        left.presses("Enter");
        right.awaits("!document.querySelector('.card .typing-line')");
        right.awaits("document.querySelector('.card .chip').textContent.startsWith('1')");
    }

    @Test
    @DisplayName("how much is new at the bell, and on every device that it has been read on one")
    void bell() {
        Window phone = BROWSER.opens().opens(bob, workspace);
        left.goes(BASE + "?b#/w/" + workspace + "/chat");
        // That he was added he knows already.
        for (int told = 2; told <= 3; told++) {
            left.fills(".composer textarea", "Hello @Bob!");
            left.presses("Enter");
            for (Window window : new Window[] {right, phone}) {
                window.awaits("document.querySelector('.bell .badge').textContent === '" + told + "'");
                window.awaits("document.querySelector('.bell').ariaLabel === 'Notifications, " + told + " new'");
            }
        }
        right.clicks(".bell");
        right.awaits("document.querySelectorAll('.notice.new').length === 3");
        right.clicks(".popup-head .link");
        for (Window window : new Window[] {right, phone}) {
            window.awaits("!document.querySelector('.bell .badge')");
        }
        right.awaits("document.querySelectorAll('.notice').length === 3 && !document.querySelector('.notice.new')");
        // The chat is another matter: it is read where it is looked at.
        right.awaits("document.title.startsWith('(2) ')");
        right.clicks(".tabs a[href$=chat]");
        for (Window window : new Window[] {right, phone}) {
            window.awaits("document.title === 'Engine · Tutti' && !document.querySelector('.tabs .badge')");
        }
    }

    @Test
    @DisplayName("what one may do and what not any more, when somebody gets another role")
    void roles() {
        ada.createsTask(workspace, "Notes");
        right.clicks(".card-title");
        right.awaits("document.querySelector('.panel .composer')");
        becomes("guest");
        right.awaits(
                "document.querySelector('.card-title').textContent === 'Notes' && document.querySelector('.panel-title').readOnly");
        right.awaits(
                "!document.querySelector('.add-task, .new-column, .card-menu, .panel :is(.composer, .label-new, .step-new, select:enabled)')");
        right.clicks(".tabs a[href$=chat]");
        right.awaits("document.querySelector('.guest-note') && !document.querySelector('.composer, .rooms-new')");

        becomes("admin");
        right.awaits("document.querySelector('.composer')");
        right.clicks(".workspace-name button");
        right.chooses("Integrations");
        right.awaits("document.querySelector('.keys form')");
        becomes("member");
        right.awaits(
                "document.querySelector('main h2').textContent === 'Not for you' && !document.querySelector('.keys')");
        right.clicks(".tabs a[href$=people]");
        right.awaits("document.querySelector('.person') && !document.querySelector('.person select, .invites')");

        // What was begun before is refused, with a word.
        right.clicks(".tabs a[href$=chat]");
        right.awaits("document.querySelector('.composer')");
        right.online(false);
        right.fills(".composer textarea", "Hello");
        right.presses("Enter");
        right.awaits("document.querySelector('.said.pending')");
        becomes("guest");
        right.online(true);
        right.awaits(
                "document.querySelector('.toast.fault span').textContent.endsWith('Your role here does not allow that.')");
        right.awaits("!document.querySelector('.said')");

        left.clicks(".tabs a[href$=people]");
        left.clicks("[aria-label='Remove Bob']");
        left.clicks(".dialog-foot .danger");
        right.awaits("document.querySelector('main h1').textContent === 'This workspace is not here'");
        right.awaits("!document.querySelector('.sidebar').textContent.includes('Engine')");
    }

    @Test
    @DisplayName("who has come by a link, as whoever has one signs up and joins")
    void invited() {
        left.clicks(".tabs a[href$=people]");
        left.clicks(".invite-form .primary");
        left.awaits("document.querySelector('.made input')");
        left.awaits("document.querySelector('.invites .person-name').textContent === 'A link for 1 person'");
        Window third = BROWSER.opens();
        third.goes(left.text("document.querySelector('.made input').value"));
        third.awaits("document.querySelector('.note').textContent.startsWith('You are invited')");
        third.fills("input[autocomplete=name]", "Clara");
        third.fills("input[type=email]", "clara-" + UUID.randomUUID() + "@example.org");
        third.fills("input[type=password]", Person.PASSWORD);
        third.presses("Enter");
        third.awaits("document.querySelector('main h1').textContent === 'Engine'");
        third.clicks("main .primary");
        third.awaits("document.querySelector('.board .column')");

        right.awaits("document.querySelectorAll('.present .avatar').length === 3");
        left.awaits("[...document.querySelectorAll('.person-name')].some((it) => it.textContent === 'Clara')");
        third.adds("todo", "Here I am");
        right.awaitsCards("todo", "Here I am");
        left.awaits("!document.querySelector('.invites .person')");
    }

    @Test
    @DisplayName("what fits a filter, and nothing else, whatever happens meanwhile; and what is searched for")
    void filters() {
        String task = ada.createsTask(workspace, "Notes of the tour").id();
        right.fills(".filter-text input", "tour");
        right.awaitsCards("todo", "Notes of the tour");
        left.adds("todo", "Posters");
        left.adds("todo", "Tour bus");
        right.awaitsCards("todo", "Notes of the tour,Tour bus");
        right.awaits("document.querySelector('.filter-count').textContent === '2 of 3'");
        ada.patch(path("tasks/" + task), "{\"title\":\"Notes\"}").expect(200);
        right.awaitsCards("todo", "Tour bus");
        ada.patch(path("tasks/" + task), "{\"description\":\"For the tour.\"}").expect(200);
        right.awaitsCards("todo", "Notes,Tour bus");
        left.drags(
                "[data-column=todo] .card",
                "[data-column=doing]",
                "document.querySelector('[data-column=doing] .by-pointer')");
        right.awaitsCards("doing", "Notes");
        right.clicks(".filter-bar .link");
        right.awaitsCards("todo", "Posters,Tour bus");

        right.goes(BASE + "?s#/search?q=tour");
        right.awaits(
                "[...document.querySelectorAll('.hit mark')].map((it) => it.textContent).join().toLowerCase() === 'tour,tour'");
        right.clicks(".hit");
        right.awaits("document.querySelector('.panel-title')");
    }

    @Test
    @DisplayName("what went into the trash, and what came back out of it")
    void trash() {
        left.adds("todo", "Notes");
        right.awaitsCards("todo", "Notes");
        left.clicks(".card-menu button");
        left.chooses("Delete");
        right.awaitsCards("todo", "");
        left.clicks(".toast .link");
        right.awaitsCards("todo", "Notes");

        right.clicks(".card-title");
        right.clicks("[aria-label='Delete the task']");
        left.awaitsCards("todo", "");
        left.clicks(".workspace-name button");
        left.chooses("Trash");
        left.awaits("document.querySelector('.dialog .person-name').textContent === 'Notes'");
        left.clicks(".dialog .person .button");
        right.awaitsCards("todo", "Notes");
        left.awaits("document.querySelector('.dialog h3').textContent === 'The trash is empty'");
    }

    @Test
    @DisplayName("what was corrected, answered, liked and taken back in a conversation")
    void chat() {
        left.goes(BASE + "?c#/w/" + workspace + "/chat");
        right.goes(BASE + "?c#/w/" + workspace + "/chat");
        left.fills(".composer textarea", "Hello");
        left.presses("Enter");
        right.awaits("document.querySelector('.said .prose').textContent === 'Hello'");
        left.awaits("document.querySelector('.said:not(.pending)')");
        left.clicks(".said [aria-label=More]");
        left.chooses("Edit");
        left.fills(".said .composer textarea", "Hello, Bob");
        left.presses("Enter");
        right.awaits("document.querySelector('.said .prose').textContent === 'Hello, Bob'");
        right.awaits("document.querySelector('.said-foot').textContent === 'edited'");

        // What is half written stays when one decides whom it answers, and so does the focus when it is said.
        right.fills(".composer textarea", "Well");
        right.clicks(".said [aria-label=Reply]");
        right.awaits("document.activeElement.matches('.composer textarea')");
        right.presses("Enter");
        left.awaits("document.querySelector('.said:last-child .answered').textContent === 'Ada: Hello, Bob'");
        left.awaits("document.querySelector('.said:last-child .prose').textContent === 'Well'");
        right.awaits("document.activeElement.matches('.composer textarea') && !document.querySelector('.answering')");

        right.clicks(".said [aria-label=React]");
        right.clicks(".emoji:popover-open .emoji-button");
        left.awaits("document.querySelector('.said .reaction').title === 'Bob'");
        left.clicks(".said .reaction");
        right.awaits("document.querySelector('.said .reaction').textContent.endsWith(' 2')");

        left.clicks(".said [aria-label=More]");
        left.chooses("Delete");
        left.clicks(".dialog-foot .danger");
        right.awaits("document.querySelector('.said .gone-text')");
        right.awaits("document.querySelector('.said:last-child .answered').textContent === 'Ada: deleted message'");
    }

    @Test
    @DisplayName(
            "nothing of how somebody likes it: light or dark is each one's own, and stays when the page is loaded anew")
    void theme() {
        left.clicks(".me");
        left.chooses("Dark");
        String dark = "getComputedStyle(document.body).colorScheme === 'dark'";
        left.awaits(dark);
        left.goes(BASE + "?d#/w/" + workspace);
        left.awaits("document.querySelector('.board .column') && " + dark);
        right.awaits("!(" + dark + ")");
        left.clicks(".me");
        left.awaits("document.querySelector('[role=menuitemradio][aria-checked=true]').textContent.trim() === 'Dark'");
        left.chooses("Like the system");
        left.goes(BASE + "?l#/w/" + workspace);
        left.awaits("document.querySelector('.board .column') && !(" + dark + ")");
    }

    private static String ofAda(String label) {
        return "[...document.querySelectorAll('.present .avatar')].some((it) => it.ariaLabel === " + label + ")";
    }

    private void becomes(String role) {
        ada.patch(path("members/" + bob.id), "{\"role\":\"" + role + "\"}").expect(200);
    }
}
