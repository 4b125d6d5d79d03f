package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The board's page for administrators")
class BoardInspectorIT extends ServerIT {
    /** Nobody else's at this server. */
    private static final String NAME = "Inspected";

    /** That of her connection. */
    private static final String ROW =
            "[...document.querySelectorAll('.connections tbody tr')].find((it) => it.querySelector('th').textContent === '"
                    + NAME + "')";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private final Person ada = Person.registers(NAME);
    private Window window;

    @BeforeEach
    void open() {
        window = BROWSER.opens();
    }

    @Test
    @DisplayName("shows who is connected, ends a connection, and signs somebody out")
    void works() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(BASE + "#/");
            window.signsIn(Root.signsIn());
            window.clicks(".me");
            window.chooses("Inspector");
            window.awaits(ROW);
            window.evaluate(ROW + ".querySelector('summary').click()", "positions");
            window.awaits(ROW + ".querySelector('details[open] ul').textContent.includes('" + workspace + "')");
            window.evaluate(ROW + ".querySelector('td button').click()", "end");
            window.clicks(".dialog-foot .danger");
            phone.expectEnd();
            window.awaits("!" + ROW);
        }
        try (Phone again = Phone.joins(ada, workspace)) {
            window.awaits(ROW);
            window.evaluate(ROW + ".querySelector('th button').click()", "person");
            window.clicks(".session button");
            again.expect("session:ended");
            assertEquals(4503, again.expectClose());
            window.awaits("document.querySelector('.dialog .hint')");
        }
        ada.get("api/auth/me").refused(401, "invalid_token");
    }

    @Test
    @DisplayName(
            "shows of a connection its node, its transport, how far behind it is, what waits for it and what it was sent last")
    void cells() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(BASE + "#/inspector");
            window.signsIn(Root.signsIn());
            window.awaits(ROW);
            JsonObject seen = Root.signsIn()
                    .get("api/admin/nodes")
                    .expect(200)
                    .json()
                    .getJsonArray("nodes")
                    .getJsonObject(0);
            window.awaits(cell(1) + ".querySelector('code').title === '" + seen.getString("node") + "'");
            window.awaits("'" + seen.getString("node") + "'.includes(" + cell(1) + ".textContent)");
            window.awaits(cell(2) + ".textContent === 'websocket'");
            window.awaits(cell(5) + ".textContent === '0'");
            window.awaits(cell(6) + ".textContent === '0'");
            ada.createsTask(workspace, "Task");
            phone.expect("task:created");
            window.awaits(cell(7) + ".querySelector('code').textContent === 'task:created'");
        }
    }

    @Test
    @DisplayName("shows which workspaces have the most to tell, while they have")
    void busy() {
        String workspace = ada.createsWorkspace("Engine");
        String row =
                "[...document.querySelectorAll('.workspaces tbody tr')].find((it) => it.querySelector('code')?.textContent === '"
                        + workspace + "')";
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(BASE + "#/inspector");
            window.signsIn(Root.signsIn());
            window.awaits("document.querySelector('.workspaces')");
            String shown = "(() => { const it = " + row
                    + "; return !!it && +it.cells[1].textContent > 0 && +it.cells[2].textContent > 0; })()";
            boolean isShown = false;
            for (int i = 0; i < 2_000 && !isShown; i++) {
                ada.createsTask(workspace, "Task");
                phone.expect("task:created");
                isShown = JsonValue.TRUE.equals(window.evaluate(shown, "busiest"));
            }
            assertTrue(isShown, "the workspace in which something happens all the time");
        }
    }

    private static String cell(int index) {
        return ROW + ".cells[" + index + "]";
    }

    @Test
    @DisplayName(
            "draws what is delivered while it happens, and keeps nobody out in light or dark, as far as axe can tell")
    void draws() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            window.goes(BASE + "#/inspector");
            window.signsIn(Root.signsIn());
            window.awaits("document.querySelectorAll('.chart polyline').length === 2");
            for (int i = 0; i < 20; i++) {
                ada.createsTask(workspace, "Task");
                phone.expect("task:created");
            }
            window.awaits("!document.querySelector('.chart .faint').textContent.endsWith(' 0')");
            Looks.keepsNobodyOut(window, "inspector");
        }
    }

    @Test
    @DisplayName("is not for anybody else, and is not offered to them")
    void others() {
        window.goes(BASE + "#/inspector");
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
        window.goes(BASE + "#/inspector");
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
}
