package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The id of a request")
class RequestIdIT extends ServerIT {
    private static final String HEADER = "X-Request-Id";

    @Test
    @DisplayName("is told in every answer: the one that came with it, or another where that may not stand in a log")
    void told() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        for (String path : List.of(
                "api/health/live",
                "api/auth/me",
                "api/workspaces/" + workspace + "/events",
                "api/workspaces/" + UUID.randomUUID(),
                "api/nothing/of/the/kind",
                "api/events?workspace=none")) {
            assertEquals(
                    "mine-1",
                    ada.as("GET", path, "", Map.of(HEADER, "mine-1"))
                            .header(HEADER)
                            .orElse(""),
                    path);
            String made = ada.as("GET", path, "", Map.of(HEADER, "two words"))
                    .header(HEADER)
                    .orElse("");
            assertEquals(made, UUID.fromString(made).toString(), path);
        }
        assertEquals(
                "mine-2",
                Person.send("GET", "api/auth/me", "", Map.of(HEADER, "mine-2"))
                        .header(HEADER)
                        .orElse(""));
    }

    @Test
    @DisplayName(
            "stands in the lines that the server logs of it, with the trace that it is of; and so does the id of a connection")
    void logged() {
        Person ada = Person.registers("Ada");
        String id = "seen-" + UUID.randomUUID();
        String foreign = Person.registers("Bob").createsWorkspace("Elsewhere");

        ada.as("GET", "api/workspaces/" + foreign, "", Map.of(HEADER, id)).refused(404, "not_found");
        assertTrue(isLogged("authz.deny user=" + ada.id + " workspace=" + foreign + " request=" + id));

        String trace = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> headers = Map.of(HEADER, id, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        ada.as("GET", "api/workspaces/" + foreign, "", headers).refused(404, "not_found");
        assertTrue(isLogged(" request=" + id + " trace=" + trace));

        try (RawSocket socket = RawHandshake.of(ada).send()) {
            String connection =
                    socket.expect("connected").getJsonObject("payload").getString("connectionId");
            socket.say("{\"id\":\"1\",\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + foreign + "\"}}");
            socket.expect("reply");
            assertTrue(isLogged("authz.deny user=" + ada.id + " workspace=" + foreign + " connection=" + connection));
        }
    }

    private static boolean isLogged(String words) {
        return ServerLog.lines().stream().anyMatch(line -> line.contains(words));
    }
}
