package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys the built WAR with one resource more, whose transaction does not end. */
@DisplayName("A database in which somebody writes for too long")
@ExtendWith(ArquillianExtension.class)
@DisabledIfEnvironmentVariable(
        named = "TUTTI_DB_URL",
        matches = ".+",
        disabledReason = "In a PostgreSQL others write meanwhile.")
class BusyIT {
    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.war().addClass(Stall.class);
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @Test
    @DisplayName("is read on; writes are answered with 503 and when to come back, over REST and on the socket")
    void busy() {
        String task = "{\"id\":\"7\",\"type\":\"notification:read\",\"payload\":{\"upTo\":0}}";
        try (Phone phone = Phone.connects(ada)) {
            CompletableFuture<Answer> stalled = CompletableFuture.supplyAsync(() -> stall("POST", ""));
            stall("POST", "/begun").expect(204);
            CompletableFuture<Answer> late = CompletableFuture.supplyAsync(
                    () -> ada.post("api/workspaces/" + workspace + "/tasks", "{\"title\":\"Late\"}"));
            CompletableFuture<JsonObject> refused = CompletableFuture.supplyAsync(() -> phone.refused(task));
            ada.get("api/workspaces/" + workspace).expect(200);
            Person.send("GET", "api/events?ticket=ticket_never", "", Map.of()).refused(401, "invalid_token");

            assertEquals(
                    Optional.of("2"), late.join().refused(503, "unavailable").header("Retry-After"));
            assertEquals("unavailable", refused.join().getString("code"));
            assertTrue(refused.join().getInt("retryAfterMs") > 0);
            stall("DELETE", "").expect(204);
            stalled.join().expect(204);
            phone.expectSilence();
        }
        ada.createsTask(workspace, "In time");
        assertTrue(ServerLog.lines().stream().anyMatch(line -> line.contains("database.busy state=HYT00")));
    }

    private static Answer stall(String method, String path) {
        return Beside.call(method, "stall" + path);
    }
}
