package dev.tutti.it;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The board's page of where one is signed in")
class BoardSessionsIT extends BoardStage {
    private static final String COUNT = "document.querySelectorAll('.session').length === ";

    @Test
    @DisplayName("shows every sign-in, and ends another one: its page asks to sign in again, at once")
    void endsOne() {
        Window other = BROWSER.opens().opens(ada, workspace);
        left.clicks(".me");
        left.chooses("Where you are signed in");
        left.awaits(COUNT + 3);
        left.awaits("document.querySelector('.session .label').textContent === 'This one'");
        left.awaits("[...document.querySelectorAll('.session')].slice(0, 2)"
                + ".every((it) => it.textContent.startsWith('Chrome on Linux'))");

        left.clicks(".session:nth-child(2) button");

        other.awaits("document.querySelector('input[type=password]')");
        left.awaits(COUNT + 2);
    }

    @Test
    @DisplayName("ends all but this one, once that is confirmed")
    void endsOthers() {
        Window other = BROWSER.opens().opens(ada, workspace);
        left.goes(BASE + "?s#/sessions");
        left.awaits(COUNT + 3);

        left.clicks(".end-others");
        left.clicks(".dialog-foot .danger");

        left.awaits(COUNT + 1);
        left.awaits("!document.querySelector('.end-others')");
        other.awaits("document.querySelector('input[type=password]')");
        ada.get("api/auth/me").refused(401, "invalid_token");
    }
}
