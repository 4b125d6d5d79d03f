package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The board's page for administrators")
@ExtendWith(ArquillianExtension.class)
class BoardInspectorIT {

    private static Chromium browser;

    private final Person ada = Person.registers("Ada");
    private Window window;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.war();
    }

    @BeforeAll
    static void start() {
        ServerIT.isServed();
        browser = Chromium.starts();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @BeforeEach
    void open() {
        window = browser.opens();
    }

    @AfterEach
    void noFault() {
        window.closes();
        window.hasNoFault();
    }

    @Test
    @DisplayName("shows who is connected, ends a connection, and signs somebody out")
    void works() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(ServerIT.BASE + "#/");
            window.signsIn(Root.signsIn());
            window.clicks(".me");
            window.chooses("Inspector");
            window.awaits(row("Ada"));
            window.evaluate(row("Ada") + ".querySelector('summary').click()", "positions");
            window.awaits(row("Ada") + ".querySelector('details[open] ul').textContent.includes('" + workspace + "')");
            window.evaluate(row("Ada") + ".querySelector('td button').click()", "end");
            window.clicks(".dialog-foot .danger");
            phone.expectEnd();
            window.awaits("!" + row("Ada"));
        }
        try (Phone again = Phone.joins(ada, workspace)) {
            window.awaits(row("Ada"));
            window.evaluate(row("Ada") + ".querySelector('th button').click()", "person");
            window.clicks(".session button");
            again.expect("session:ended");
            assertEquals(4503, again.expectClose());
            window.awaits("document.querySelector('.dialog .hint')");
        }
        ada.get("api/auth/me").refused(401, "invalid_token");
    }

    @Test
    @DisplayName(
            "draws what is delivered while it happens, and keeps nobody out in light or dark, as far as axe can tell")
    void draws() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(ServerIT.BASE + "#/inspector");
            window.signsIn(Root.signsIn());
            window.awaits("document.querySelectorAll('.chart polyline').length === 2");
            for (int i = 0; i < 20; i++) {
                ada.createsTask(workspace, "Task");
                phone.expect("task:created");
            }
            window.awaits("!document.querySelector('.chart .faint').textContent.endsWith(' 0')");
            for (String scheme : List.of("light", "dark")) {
                window.prefers(scheme);
                Looks.keepsNobodyOut(window, scheme);
            }
        }
    }

    @Test
    @DisplayName("is not for anybody else, and is not offered to them")
    void others() {
        window.goes(ServerIT.BASE + "#/inspector");
        window.signsIn(ada);
        window.awaits("document.querySelector('main').textContent.includes('for administrators')");
        window.clicks(".me");
        window.awaits("document.querySelector('[role^=menuitem]')");
        window.awaits(
                "![...document.querySelectorAll('[role^=menuitem]')].some((it) => it.textContent.includes('Inspector'))");
    }

    @Test
    @DisplayName("signs out somebody who is not connected, found by their address")
    void finds() {
        window.goes(ServerIT.BASE + "#/inspector");
        window.signsIn(Root.signsIn());
        window.awaits("document.querySelector('.find-account')");
        window.fills(".find-account input", "nobody-" + ada.email);
        window.clicks(".find-account button");
        window.awaits("document.querySelector('.find-account .fault')");
        window.fills(".find-account input", ada.email);
        window.clicks(".find-account button");
        window.clicks(".session button");
        window.awaits("document.querySelector('.dialog .hint')");
        ada.get("api/auth/me").refused(401, "invalid_token");
    }

    /** @return an expression for the row of somebody's connection */
    private static String row(String name) {
        return "[...document.querySelectorAll('.connections tbody tr')].find((it) => it.querySelector('th').textContent === '"
                + name + "')";
    }
}
