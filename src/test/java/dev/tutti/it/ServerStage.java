package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.conformance.Stage;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A stage on the server at hand: people with accounts, who call it over HTTP and WebSocket. */
final class ServerStage implements Stage {
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private Optional<String> lastWorkspace = Optional.empty();

    @Override
    public String person(String name) {
        return known(name).id;
    }

    @Override
    public String createsWorkspace(String person, String name) {
        String workspace = known(person).createsWorkspace(name);
        lastWorkspace = Optional.of(workspace);
        return workspace;
    }

    @Override
    public String createsTask(String person, String workspace, String title, Optional<String> connection) {
        Map<String, String> headers =
                connection.map(id -> Map.of("X-Connection-Id", id)).orElse(Map.of());
        return known(person)
                .as("POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"" + title + "\"}", headers)
                .expect(201)
                .id();
    }

    @Override
    public void adds(String person, String other, String workspace, String role) {
        known(person).adds(known(other), workspace, role);
    }

    @Override
    public void removes(String person, String other, String workspace) {
        known(person)
                .delete("api/workspaces/" + workspace + "/members/" + known(other).id)
                .expect(204);
    }

    @Override
    public void connects(String client) {
        phones.put(client, Phone.dials(Phone.Handshake.bearer(known(Stage.owner(client)).token)));
    }

    @Override
    public void hangsUp(String client) {
        phones.remove(client).close();
    }

    @Override
    public void says(String client, String text) {
        // Held against the document by the transcript, which knows what is meant to be wrong.
        phones.get(client).blurt(text);
    }

    @Override
    public JsonObject hears(String client) {
        return phones.get(client).next();
    }

    @Override
    public JsonObject hearsOfPresence(String client) {
        return phones.get(client).nextOfPresence();
    }

    @Override
    public int isClosed(String client) {
        return phones.remove(client).expectClose();
    }

    @Override
    public void close() {
        phones.values().forEach(phone -> {
            lastWorkspace.ifPresent(workspace -> leave(phone, workspace));
            phone.close();
        });
    }

    /** The reply comes after all that the workspace still had to say, so that nothing is missed by looking too early. */
    private static void leave(Phone phone, String workspace) {
        phone.say("{\"id\":\"curtain\",\"type\":\"workspace:leave\",\"payload\":{\"workspaceId\":\"" + workspace
                + "\"}}");
        JsonObject reply = phone.expect("reply");
        assertEquals("curtain", reply.getString("id"), reply.toString());
    }

    private Person known(String name) {
        return people.computeIfAbsent(name, Person::registers);
    }
}
