package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With both of its nodes at the server at hand. */
@DisplayName("Behind the nginx of the docker folder")
class NginxIT extends ServerIT {
    private static Optional<Nginx> nginx = Optional.empty();

    private Person ada;
    private String workspace;

    @BeforeAll
    static void start() {
        nginx = Nginx.before(Path.of(System.getProperty("tutti.it"), "nginx"), BASE, BASE);
        Needed.here(nginx.isPresent(), "there is no nginx");
    }

    @AfterAll
    static void stop() {
        nginx.ifPresent(Nginx::close);
    }

    @Test
    @Timeout(60)
    @DisplayName("pages, calls, the socket and streams are as they are without it, and each event comes at once")
    void passesOn() throws IOException, InterruptedException {
        enters();
        ada.get("").expect(200);
        HttpRequest stream = HttpRequest.newBuilder(ada.server.resolve("api/events?workspace=" + workspace))
                .header("Authorization", "Bearer " + ada.token)
                .build();
        try (Phone phone = Phone.joins(ada, workspace);
                Stream<String> lines = Person.HTTP
                        .send(stream, HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            ada.createsTask(workspace, "Through the proxy");
            phone.expect("task:created");
            assertTrue(lines.anyMatch("event: task:created"::equals), "the stream is not kept back");
        }
    }

    @Test
    @DisplayName("a file to be imported may be larger than anything else")
    void imports() {
        enters();
        String table = "title\n" + ("T".repeat(200) + "\n").repeat(1_000);
        String home = "api/workspaces/" + workspace;
        Answer imported = ada.as("POST", home + "/import", table, Map.of("Content-Type", "text/csv"));
        assertEquals(1_000, imported.expect(201).json().getInt("tasks"));
    }

    @Test
    @DisplayName("pages of the address that people see are our own, and foreign ones are not")
    void origins() {
        enters();
        dials("http://" + ada.server.getAuthority()).close();
        assertThrows(IllegalStateException.class, () -> dials("http://" + BASE.getAuthority()));
        assertThrows(IllegalStateException.class, () -> dials("https://evil.example"));
    }

    @Test
    @DisplayName("what the server answers of its own on our port is not to be had")
    void closed() {
        enters();
        for (String own : List.of("/metrics", "/openapi", "/health")) {
            assertEquals(404, Person.send(ada.server, "GET", own, "", Map.of()).status(), own);
        }
    }

    private void enters() {
        ada = Person.registers(nginx.orElseThrow().address(), "Ada");
        workspace = ada.createsWorkspace("Engine");
    }

    private Phone dials(String origin) {
        Map<String, List<String>> headers =
                Map.of("Authorization", List.of("Bearer " + ada.token), "Origin", List.of(origin));
        Phone phone = Phone.dials(ada.server, new Phone.Handshake("ws", headers, List.of()));
        phone.expect("connected");
        return phone;
    }
}
