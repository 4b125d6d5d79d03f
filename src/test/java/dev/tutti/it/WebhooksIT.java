package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.base.LocalServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A webhook, on the server")
class WebhooksIT extends ServerIT {
    private static final int PATIENCE_SECONDS = 30;
    /** The server counts the webhooks of all tests, and one that an earlier test left behind may be paused meanwhile. */
    private static final int MORE_THAN_OTHERS = 5;

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String webhooks = "api/workspaces/" + workspace + "/webhooks";
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);

    @AutoClose
    private final LocalServer receiver = new LocalServer(this::receive);

    private record Posted(String id, String timestamp, String signature, Optional<String> trace, String body) {
        JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }
    }

    @Test
    @DisplayName("brings what happens, in order and signed, and once more from a position")
    void brings() throws Exception {
        JsonObject made = make();
        ada.createsTask(workspace, "First");
        ada.createsTask(workspace, "Second");

        Posted first = next();
        assertEquals("First", first.json().getJsonObject("data").getString("title"));
        assertEquals(signature(made.getString("secret"), first), first.signature());
        assertEquals("Second", next().json().getJsonObject("data").getString("title"));
        String replay = webhooks + "/" + made.getJsonObject("webhook").getString("id") + "/replay";
        ada.post(replay, "{\"after\":\"" + first.json().getString("position") + "\"}")
                .expect(200);
        assertEquals("Second", next().json().getJsonObject("data").getString("title"));
        ada.post(replay, "{\"after\":\"none:1\"}").refused(410, "gone");
        ada.post(replay, "{\"after\":\"x\"}").refused(400, "bad_value");
    }

    @Test
    @DisplayName("carries on the trace of the request that it tells of")
    void traced() throws InterruptedException {
        make();
        String trace = UUID.randomUUID().toString().replace("-", "");
        String sent = "00-" + trace + "-00f067aa0ba902b7-01";
        ada.as("POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"First\"}", Map.of("traceparent", sent))
                .expect(201);
        ada.createsTask(workspace, "Second");

        assertEquals(Optional.of(sent), next().trace());
        assertEquals(Optional.empty(), next().trace());
    }

    @Test
    @DisplayName("that fails too often is paused, its owner is notified, and it goes on when it is resumed")
    void paused() throws Exception {
        JsonObject made = make();
        String address = webhooks + "/" + made.getJsonObject("webhook").getString("id");
        try (Phone phone = Phone.connects(ada)) {
            status.set(500);
            ada.createsTask(workspace, "First");

            JsonObject told = phone.expect("notification").getJsonObject("payload");
            assertEquals("webhook_paused", told.getString("kind"));
            assertEquals("127.0.0.1", told.getString("excerpt"));
        }
        JsonObject shown = ada.get(address).expect(200).json();
        assertEquals(2, shown.getInt("failures"));
        assertTrue(!shown.isNull("pausedAt"));
        assertEquals("it answered 500", shown.getString("fault"));
        posted.clear();
        status.set(204);
        ada.post(address + "/resume", "").expect(200);
        assertEquals("First", next().json().getJsonObject("data").getString("title"));
    }

    @Test
    @DisplayName("goes on at another address from where it stands, and is for the types that it is given")
    void moved() throws Exception {
        JsonObject made = make();
        String address = webhooks + "/" + made.getJsonObject("webhook").getString("id");
        ada.post(address + "/pause", "").expect(200);
        ada.createsTask(workspace, "First");
        String old = made.getJsonObject("webhook").getString("url");
        ada.patch(address, "{\"url\":\"" + old + "moved\",\"types\":[\"task:*\"]}")
                .expect(200);
        ada.says(workspace, "Not wanted");
        ada.createsTask(workspace, "Second");
        ada.post(address + "/resume", "").expect(200);

        assertEquals("First", next().json().getJsonObject("data").getString("title"));
        assertEquals("Second", next().json().getJsonObject("data").getString("title"));
        assertEquals(old + "moved", ada.get(address).expect(200).json().getString("url"));
        ada.patch(address, "{\"url\":\"hooks.example\"}").refused(400, "bad_request");
    }

    @Test
    @DisplayName("that is paused by hand tells nothing until it is resumed, and then all of it")
    void held() throws Exception {
        String address = webhooks + "/" + make().getJsonObject("webhook").getString("id");
        assertTrue(!ada.post(address + "/pause", "").expect(200).json().isNull("pausedAt"));
        ada.createsTask(workspace, "First");
        assertTrue(posted.isEmpty());
        JsonObject shown = ada.post(address + "/resume", "").expect(200).json();

        assertTrue(shown.isNull("pausedAt"));
        assertEquals("First", next().json().getJsonObject("data").getString("title"));
    }

    @Test
    @DisplayName("is refused where it cannot be, and gone when it is deleted")
    void refused() {
        ada.post(webhooks, "{\"url\":\"ftp://hooks.example/\"}").refused(400, "bad_request");
        ada.post(webhooks, "{}").refused(400, "bad_request");
        ada.post(webhooks, "{\"url\":\"http://hooks.example/\",\"types\":[\"Task\"]}")
                .refused(400, "bad_request");
        String address = webhooks + "/" + make().getJsonObject("webhook").getString("id");
        assertTrue(ada.post(address + "/secret", "")
                .expect(200)
                .json()
                .getString("secret")
                .startsWith("whsec_"));
        assertTrue(!ada.get(webhooks).expect(200).response().body().contains("whsec_"));
        ada.delete(address).expect(204);
        ada.get(address).refused(404, "not_found");
    }

    @Test
    @DisplayName("that is paused is forgotten with its workspace")
    void forgotten() {
        Person root = Root.signsIn();
        double before = paused(root);
        status.set(410);
        for (int i = 0; i < MORE_THAN_OTHERS; i++) {
            make();
        }
        ada.createsTask(workspace, "First");
        await(() -> paused(root) >= before + MORE_THAN_OTHERS);
        double all = paused(root);

        ada.delete("api/workspaces/" + workspace).expect(204);
        await(() -> paused(root) < all);
    }

    private static double paused(Person root) {
        return root.get("api/metrics")
                .expect(200)
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("tutti_webhooks_paused "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come to that");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private JsonObject make() {
        return ada.post(webhooks, "{\"url\":\"" + receiver.url("/hook") + "\"}")
                .expect(201)
                .json();
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        posted.add(new Posted(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                Optional.ofNullable(headers.getFirst("traceparent")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    private Posted next() throws InterruptedException {
        Posted next = posted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was posted");
        return next;
    }

    private static String signature(String secret, Posted posted) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = posted.id() + "." + posted.timestamp() + "." + posted.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
