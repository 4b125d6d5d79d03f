package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The metrics of a node")
@ExtendWith(ArquillianExtension.class)
class MetricsIT {
    private static final String TOKEN = "only-for-the-integration-tests-0123456789";
    private static final Pattern SECRET = Pattern.compile("eyJ[\\w-]+\\.|ticket_|@example\\.org");

    private static Person root;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith("tutti.metrics.token=" + TOKEN);
    }

    @BeforeAll
    static void signIn() {
        ServerIT.isServed();
        root = Root.signsIn();
    }

    @Test
    @DisplayName("are told to administrators and to whoever has their token, and to nobody else")
    void guarded() {
        root.get("api/metrics").expect(200);
        fetch(Map.of("Authorization", "Bearer " + TOKEN)).expect(200);

        Person.registers("Ada").get("api/metrics").refused(403, "forbidden");
        fetch(Map.of()).refused(401, "invalid_token");
        fetch(Map.of("Authorization", "Bearer " + TOKEN + "x")).refused(401, "invalid_token");
        // The token is good for nothing else.
        Person.send("GET", "api/auth/me", "", Map.of("Authorization", "Bearer " + TOKEN))
                .refused(401, "invalid_token");
    }

    @Test
    @DisplayName("are OpenMetrics text, whatever is asked for, and hold no secret (E17)")
    void format() {
        for (String wanted :
                new String[] {"*/*", "application/openmetrics-text;version=1.0.0", "text/plain", "text/html"}) {
            Answer answer = fetch(Map.of("Authorization", "Bearer " + TOKEN, "Accept", wanted))
                    .expect(200);
            String type = answer.header("Content-Type").orElse("").replace(" ", "");
            assertTrue(type.startsWith("application/openmetrics-text;"), type);
            assertTrue(type.contains("version=1.0.0"), type);
            String text = answer.response().body();
            assertTrue(text.endsWith("# EOF\n"), text);
            assertTrue(text.contains("jvm_memory_used_bytes{area=\"heap\"}"), text);
            assertFalse(SECRET.matcher(text).find(), text);
        }
    }

    @Test
    @DisplayName("follow what happens: a connection, a write and its delivery, a refusal, a limit")
    void follow() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        double sockets = value("tutti_connections{transport=\"websocket\"}");
        double accepted = value("tutti_handshakes_total{outcome=\"accepted\",transport=\"websocket\"}");
        double commits = value("tutti_commits_total{journal=\"workspace\"}");
        double delivered = value("tutti_commit_to_delivery_seconds_count{heard=\"here\"}");
        double missing = value("tutti_refusals_total{code=\"not_found\",over=\"http\"}");
        double bodies = value("tutti_limits_struck_total{limit=\"TUTTI_BODY_BYTES\"}");

        try (Phone phone = Phone.joins(ada, workspace)) {
            ada.createsTask(workspace, "Task");
            phone.expect("task:created");
            ada.get("api/workspaces/" + UUID.randomUUID()).refused(404, "not_found");
            ada.post("api/workspaces", "{\"name\":\"" + "x".repeat(70_000) + "\"}")
                    .refused(413, "limit");

            assertEquals(sockets + 1, value("tutti_connections{transport=\"websocket\"}"));
            assertEquals(accepted + 1, value("tutti_handshakes_total{outcome=\"accepted\",transport=\"websocket\"}"));
            assertEquals(commits + 1, value("tutti_commits_total{journal=\"workspace\"}"));
            assertTrue(value("tutti_commit_to_delivery_seconds_count{heard=\"here\"}") > delivered);
            assertEquals(missing + 1, value("tutti_refusals_total{code=\"not_found\",over=\"http\"}"));
            assertEquals(bodies + 1, value("tutti_limits_struck_total{limit=\"TUTTI_BODY_BYTES\"}"));
            assertEquals(1, value("tutti_bus_state{state=\"alone\"}"));
            assertTrue(value("tutti_transactions") >= 0);
        }
    }

    private static Answer fetch(Map<String, String> headers) {
        return Person.send("GET", "api/metrics", "", headers);
    }

    /** @return 0 also for what has not happened yet */
    private static double value(String series) {
        return root.get("api/metrics")
                .expect(200)
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
