package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys the built WAR with one resource more, which takes all connections to the database. */
@DisplayName("A node whose connections to the database are all taken")
@ExtendWith(ArquillianExtension.class)
class FullIT {
    /** As many as there are, where nothing else is set. */
    private static final int ALL = 30;

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.war().addClasses(Hoard.class, Hoarder.class);
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @Test
    @DisplayName(
            "F11: answers with 503 and when to come back, at once, over REST and on the socket, and serves on afterwards")
    void full() {
        String read = "{\"id\":\"7\",\"type\":\"notification:read\",\"payload\":{\"upTo\":0}}";
        try (Phone phone = Phone.connects(ada)) {
            hoard("POST", "/" + ALL);
            assertEquals(
                    Optional.of("2"),
                    soon(() -> ada.get("api/workspaces/" + workspace))
                            .refused(503, "unavailable")
                            .header("Retry-After"));
            soon(() -> ada.post("api/workspaces/" + workspace + "/tasks", "{\"title\":\"Never\"}"))
                    .refused(503, "unavailable");
            soon(() -> Person.send("GET", "api/events?ticket=ticket_never", "", Map.of()))
                    .refused(503, "unavailable");
            JsonObject refused = soon(() -> phone.refused(read));
            assertEquals("unavailable", refused.getString("code"));
            assertTrue(refused.getInt("retryAfterMs") > 0);
            // How the database is can be looked at nevertheless.
            soon(() -> Person.send("GET", "api/health/ready", "", Map.of())).expect(200);

            hoard("DELETE", "");
            ada.createsTask(workspace, "In time");
            phone.expectSilence();
        }
        assertTrue(ServerLog.lines().stream().anyMatch(line -> line.contains("database.full")));
    }

    /** A request that needs two transactions, one after the other, waits twice at most. */
    private static <T> T soon(Supplier<T> request) {
        long begin = System.nanoTime();
        T answer = request.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, () -> "took " + took);
        return answer;
    }

    private static void hoard(String method, String path) {
        Beside.call(method, "hoard" + path).expect(204);
    }
}
