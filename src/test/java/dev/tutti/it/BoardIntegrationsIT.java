package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.base.LocalServer;
import dev.tutti.base.Needed;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The board's page of integrations")
class BoardIntegrationsIT extends ServerIT {
    private static final int PATIENCE_SECONDS = 60;

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String keys = "api/workspaces/" + workspace + "/keys";
    private final BlockingQueue<JsonObject> posted = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);

    @AutoClose
    private final LocalServer receiver = new LocalServer(this::receive);

    private Window window;

    @BeforeEach
    void open() {
        window = BROWSER.opens().opens(ada, workspace);
        window.clicks(".workspace-name button");
        window.chooses("Integrations");
        window.awaits("document.querySelector('.webhooks')");
    }

    @Test
    @DisplayName("makes a key that is shown once, with a line that publishes by it as it stands there, and revokes it")
    void key() throws IOException, InterruptedException {
        boolean present =
                new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
        Needed.here(present, "there is no curl");
        window.fills("input[name=name]", "Builds");
        window.presses("Enter");
        window.awaits("document.querySelector('.made input').value.startsWith('tutti_key_')");
        String key = window.text("document.querySelector('.made input').value");
        window.evaluate(
                "void (navigator.clipboard.writeText = async (text) => { window.copied = text; })", "clipboard");
        window.clicks(".made .primary");
        window.awaits("copied === document.querySelector('.made input').value");
        window.awaits("document.querySelector('.key').textContent.includes('by Ada, never used')");
        window.awaits(
                "[...document.querySelectorAll('.key .label')].map((it) => it.textContent).join() === 'events:write'");
        Looks.good(window, "key");

        try (Phone phone = Phone.joins(ada, workspace)) {
            publishes(key, window.text("document.querySelector('.code pre').textContent"));
            JsonObject heard = phone.expect("custom:build.failed");
            assertEquals(7, heard.getJsonObject("payload").getInt("number"));
            assertEquals("Builds", heard.getJsonObject("actor").getString("name"));
        }
        window.awaits("document.querySelector('.key').textContent.includes('last used')");

        window.clicks(".key button");
        window.clicks(".dialog-foot .danger");
        window.awaits("!document.querySelector('.key') && !document.querySelector('.made')");
        Person.send("GET", "api/workspaces/" + workspace, "", Map.of("Authorization", "Bearer " + key))
                .refused(401, "invalid_token");
    }

    @Test
    @DisplayName("shows at once the key that somebody else makes, and the secret of none")
    void another() {
        ada.post(keys, "{\"name\":\"Eyes\",\"scopes\":[\"read\",\"tasks:write\"]}")
                .expect(201);
        window.awaits("document.querySelector('.key .person-name').textContent === 'Eyes'");
        window.awaits("document.querySelectorAll('.key .label').length === 2 && !document.querySelector('.made')");
    }

    @Test
    @DisplayName("makes a webhook, and shows how it does: well, paused and why, going on, and told once more")
    void webhook() throws InterruptedException {
        makesWebhook();
        assertTrue(window.text("document.querySelector('.made input').value").startsWith("whsec_"));
        window.clicks(".made .button:last-child");
        ada.createsTask(workspace, "First");
        assertEquals("First", next());
        window.awaits(standing("All is well; the last message was taken"));

        status.set(500);
        ada.createsTask(workspace, "Second");
        window.awaits(standing("Paused"));
        window.awaits(standing("it failed 2 times, the last time because it answered 500"));
        Looks.good(window, "paused");

        posted.clear();
        status.set(204);
        window.clicks(".webhook .button.small");
        assertEquals("Second", next());
        window.awaits(standing("All is well"));

        chooses("Pause");
        window.awaits(standing("by hand"));
        window.clicks(".webhook .button.small");
        window.awaits(standing("All is well"));

        int end = ada.get("api/workspaces/" + workspace + "/events")
                .expect(200)
                .json()
                .getInt("seq");
        window.awaits("document.querySelector('.webhook').textContent.includes('number " + end + " is told')");
        chooses("Post again from…");
        window.fills(".dialog input", "nowhere");
        window.presses("Enter");
        window.awaits(
                "document.querySelector('.dialog .fault').textContent.includes('neither a number nor a position')");
        window.fills(".dialog input", "" + (end - 2));
        window.presses("Enter");
        assertEquals("First", next());
        assertEquals("Second", next());
        window.awaits("!document.querySelector('.dialog')");
    }

    @Test
    @DisplayName("says why an address is none, gives a webhook a new secret, and deletes it")
    void secrets() {
        window.fills("input[name=url]", "ftp://hooks.example/");
        window.presses("Enter");
        window.awaits("document.querySelector('.webhooks .fault').textContent.includes('begins with https://')");
        window.fills("input[name=types]", "Tasks");
        window.fills("input[name=url]", address());
        window.presses("Enter");
        window.awaits("document.querySelector('.webhooks .fault').textContent.includes('such as task:created')");
        window.fills("input[name=types]", "task:*, chat:message");
        window.focuses("input[name=url]");
        window.presses("Enter");
        window.awaits(
                "[...document.querySelectorAll('.webhook .label')].map((it) => it.textContent).join() === 'task:*,chat:message'");
        String first = window.text("document.querySelector('.made input').value");

        chooses("New secret");
        window.clicks(".dialog-foot .primary");
        window.awaits("document.querySelector('.made').textContent.includes('The one before signs too until')");
        assertTrue(!first.equals(window.text("document.querySelector('.made input').value")));

        chooses("Delete");
        window.clicks(".dialog-foot .danger");
        window.awaits("!document.querySelector('.webhook') && !document.querySelector('.made')");
    }

    @Test
    @DisplayName("is not for members, and is not offered to them")
    void members() {
        Person bob = Person.registers("Bob");
        ada.adds(bob, workspace, "member");
        Window other = BROWSER.opens();
        other.opens(bob, workspace);
        other.clicks(".workspace-name button");
        other.awaits("document.querySelector('[role=menuitem]')");
        other.awaits(
                "![...document.querySelectorAll('[role=menuitem]')].some((it) => it.textContent.includes('Integrations'))");
        other.goes(BASE + "?m#/w/" + workspace + "/integrations");
        other.awaits("document.querySelector('main').textContent.includes('for the owners and admins')");
        other.awaits("!document.querySelector('.keys, .webhooks')");
    }

    private void receive(HttpExchange exchange) throws IOException {
        posted.add(Json.createReader(exchange.getRequestBody()).readObject());
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    private void makesWebhook() {
        window.fills("input[name=url]", address());
        window.presses("Enter");
        window.awaits("document.querySelector('.webhook .person-name').textContent === " + Window.quoted(address()));
        window.awaits("document.querySelector('.made input')");
    }

    private String address() {
        return receiver.url("/hook");
    }

    private void chooses(String item) {
        window.clicks(".webhook > .icon-button");
        window.chooses(item);
    }

    private String next() throws InterruptedException {
        JsonObject next = posted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was posted");
        return next.getJsonObject("data").getString("title");
    }

    private static void publishes(String key, String line) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        shell.environment().put("TUTTI_KEY", key);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static String standing(String text) {
        return "document.querySelector('.webhook .standing').textContent.includes(" + Window.quoted(text) + ")";
    }
}
