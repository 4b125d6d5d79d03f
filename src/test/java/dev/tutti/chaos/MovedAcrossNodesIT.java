package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import dev.tutti.work.snapshot.Replica;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes into a workspace and out of it, and what administrators see, where two nodes have one PostgreSQL and one Redis. */
@DisplayName("A WildFly and a Payara with one PostgreSQL and one Redis")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class MovedAcrossNodesIT {
    private static final int MANY = 20_000;
    /** A file of this size is one transaction of many seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration SOON = Duration.ofSeconds(30);
    /** The lease of the errand that a dead node has taken: the time to answer, and 20 seconds more. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static Cluster cluster;
    private static URI wildfly;
    private static URI payara;

    private Person ada;
    private Person bob;
    private String workspace;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void start() {
        cluster = new Cluster(5, Duration.ofSeconds(1));
        for (Cluster.Place place : cluster.places()) {
            // One after the other: both would make the same tables.
            place.node()
                    .with("TUTTI_WEBHOOKS_ANYWHERE", "true")
                    .with("TUTTI_WEBHOOK_ANSWER_SECONDS", "2")
                    .starts();
        }
        cluster.awaitWell();
        wildfly = cluster.wildfly.node().address();
        payara = cluster.payara.node().address();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void apart() {
        ada = Person.registers(wildfly, "Ada");
        bob = Person.registers(payara, "Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
    }

    @Test
    @DisplayName(
            "tell at the one what a file of twenty thousand tasks brought at the other, and write the same file at both")
    void moved() {
        JsonObject start = snapshot(bob);
        Replica replica = new Replica(bob.id, start);
        try (Phone phone = Phone.joins(bob, workspace)) {
            HttpResponse<String> imported = call(ada, "POST", "import", file());
            assertEquals(201, imported.statusCode(), imported.body());
            long last = Long.parseLong(imported.headers()
                    .firstValue("Journal-Position")
                    .orElseThrow()
                    .split(":")[1]);

            int first = start.getInt("seq") + 1;
            for (JsonObject event : phone.expectEvents(first, (int) last - first + 1)) {
                replica.hear(event.getInt("seq"), event.getString("type"), event.getJsonObject("payload"));
            }
            phone.expectSilence();
        }

        JsonObject end = snapshot(bob);
        assertEquals(MANY, end.getJsonArray("tasks").size());
        assertEquals(Replica.shown(end), replica.shown());
        String here = export(ada);
        assertEquals(here, export(ada.at(payara)));
        assertEquals(MANY, PlainHttp.json(here).getJsonArray("tasks").size());
    }

    @Test
    @DisplayName("post what happens at least once and in order, to a receiver that stalls, redirects and is restarted")
    void posted() {
        try (Stop receiver = new Stop()) {
            hook(receiver);
            writes(0, 3);
            Proof.of("three were posted", SOON, () -> receiver.titles().equals(titles(3)));

            receiver.stalls();
            writes(3, 5);
            Proof.of("one was not answered", SOON, () -> receiver.titles().equals(titles(4)));
            receiver.redirects();
            Proof.of("it was tried again", LEASE, () -> receiver.heard() > 4);
            receiver.stop();
            writes(5, 7);
            receiver.start();
            Proof.of("all were posted", LEASE, () -> receiver.titles().equals(titles(7)));
        }
    }

    @Test
    @DisplayName("post on where the other was killed while it posted: at least once, and in order")
    void killed() {
        try (Stop receiver = new Stop()) {
            hook(receiver);
            writes(0, 2);
            Proof.of("two were posted", SOON, () -> receiver.titles().equals(titles(2)));

            receiver.stalls();
            writes(2, 6);
            Proof.of("one is being posted", SOON, () -> receiver.titles().equals(titles(3)));
            Cluster.Place posting = receiver.isTraced() ? cluster.wildfly : cluster.payara;
            posting.node().kill();
            receiver.answers();
            Person left = posting == cluster.wildfly ? ada.at(payara) : ada;
            left.createsTask(workspace, "6");

            Proof.of("all were posted", LEASE, () -> receiver.titles().equals(titles(7)));
            assertFalse(posting.node().isRunning());
            posting.node().starts();
            cluster.awaitWell();
        }
    }

    @Test
    @DisplayName(
            "show an administrator at the one the connections and the numbers of both, and end a connection at the other")
    void inspected() throws SQLException {
        Person root = Person.registers(wildfly, "Root");
        try (Connection database = cluster.postgres.connect();
                Statement statement = database.createStatement()) {
            statement.executeUpdate("update account set administrator = true where id = '" + root.id + "'");
        }
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace)) {
            Proof.of("both nodes are known", SOON, () -> nodes(root).size() == 2);
            Proof.of("the numbers of both are known", SOON, () -> nodes(root).stream()
                    .allMatch(node -> node.getJsonObject("connections").getInt("websocket") == 1));
            JsonObject there = only(root, bob);
            assertFalse(there.getString("node").equals(only(root, ada).getString("node")));

            root.delete("api/admin/connections/"
                            + there.getJsonObject("connection").getString("id"))
                    .expect(204);

            assertEquals(1012, bobs.expectEnd());
            bobs.rest();
            adas.expectSilence();
        }
        root.delete("api/admin/connections/" + UUID.randomUUID()).refused(404, "not_found");
    }

    private static List<JsonObject> nodes(Person root) {
        return root.get("api/admin/nodes")
                .expect(200)
                .json()
                .getJsonArray("nodes")
                .getValuesAs(JsonObject.class);
    }

    private static JsonObject only(Person root, Person whose) {
        List<JsonObject> all = root.get("api/admin/connections?user=" + whose.id)
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
        assertEquals(1, all.size());
        return all.get(0);
    }

    private void hook(Stop receiver) {
        ada.post(
                        "api/workspaces/" + workspace + "/webhooks",
                        "{\"url\":\"" + receiver.url() + "\",\"types\":[\"task:created\"]}")
                .expect(201);
    }

    /** At the WildFly, each in a trace, of which no other node knows. */
    private void writes(int from, int to) {
        for (int i = from; i < to; i++) {
            ada.as("POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"" + i + "\"}", Stop.traced())
                    .expect(201);
        }
    }

    private static List<String> titles(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static String file() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "{\"title\":\"Task %d\",\"status\":\"s%d\",\"labels\":[\"l%d\"],\"description\":\"%s\"}"
                        .formatted(i, i % 7, i % 11, "word ".repeat(i % 12)))
                .collect(Collectors.joining(",\n", "{\"tasks\":[\n", "\n]}"));
    }

    /** @return what is written, but for the time at which it was */
    private String export(Person person) {
        return call(person, "GET", "export", "")
                .body()
                .replaceFirst("\"exportedAt\":\"[^\"]*\"", "\"exportedAt\":\"\"");
    }

    private JsonObject snapshot(Person person) {
        return PlainHttp.json(call(person, "GET", "snapshot", "").body());
    }

    private HttpResponse<String> call(Person person, String method, String what, String body) {
        HttpRequest request = HttpRequest.newBuilder(person.server.resolve("api/workspaces/" + workspace + "/" + what))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + person.token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = PlainHttp.CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertTrue(answer.statusCode() < 300, answer::body);
            return answer;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
