package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

/** A WildFly and a Payara, with a real PostgreSQL that keeps its commits and a real Redis. */
@DisplayName("Two servers on one database")
class TwoNodesIT {
    private static final String SECRET = "shared by the two nodes of this test, 0123456789";

    private static EmbeddedPostgres postgres;
    private static int redisPort;
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        try (ServerSocket free = new ServerSocket(0)) {
            redisPort = free.getLocalPort();
        }
        startRedis();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.stop();
        postgres.close();
    }

    private static void startRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
    }

    private static Node node(Server server, int number) {
        return Node.of(server, number)
                .with("TUTTI_DB_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres")
                .with("TUTTI_DB_USER", "postgres")
                .with("TUTTI_REDIS_URL", "redis://127.0.0.1:" + redisPort)
                .with("TUTTI_PRESENCE_GRACE_MILLIS", "3000")
                .with("TUTTI_TOKEN_SECRET", SECRET);
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    @DisplayName("G1, G2, G3, G9, G13, G22: are one to those who use them, with Redis and without, whatever ends")
    void together() throws IOException {
        redis.stop();
        try (Node north = node(Server.WILDFLY, 5).starts();
                Node south = node(Server.PAYARA, 6).starts()) {
            assertTrue(north.log().contains("bus.down"), "a start without Redis says so");
            Person ada = Person.registers(north.address(), "Ada");
            Person bob = Person.registers(south.address(), "Bob");
            String workspace = ada.createsWorkspace("Engine");
            ada.adds(bob, workspace, "member");
            Phone adas = Phone.joins(ada, workspace);
            try (Phone bobs = Phone.joins(bob, workspace)) {
                heardWithin(Duration.ofSeconds(4), ada, workspace, bobs);
                startRedis();
                awaitPresence(bobs, ada.id, true, Duration.ofSeconds(20));
                heardWithin(Duration.ofSeconds(1), ada, workspace, bobs);

                redis.stop();
                heardWithin(Duration.ofSeconds(4), ada, workspace, bobs);
                startRedis();
                awaitRedis(ada, workspace, bobs);

                for (Person writer : List.of(ada, bob)) {
                    for (int i = 0; i < 5; i++) {
                        endConnections();
                        heardWithin(Duration.ofSeconds(6), writer, workspace, bobs);
                    }
                }

                long killed = System.nanoTime();
                north.kill();
                bob.createsTask(workspace, "Alone");
                bobs.expect("task:created");
                awaitPresence(bobs, ada.id, false, Duration.ofSeconds(45));
                System.out.println("gone after " + Duration.ofNanos(System.nanoTime() - killed));
                bobs.expectSilence();
            }
            adas.rest();
        }
    }

    /** Whatever the nodes have open to the database is ended there. */
    private static void endConnections() {
        String sql = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'tutti'";
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Duration heardWithin(Duration limit, Person writer, String workspace, Phone reader) {
        long begin = System.nanoTime();
        writer.createsTask(workspace, "Anything");
        reader.expect("task:created");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("heard after " + took);
        assertTrue(took.compareTo(limit) < 0, () -> "took " + took);
        return took;
    }

    private static void awaitRedis(Person writer, String workspace, Phone reader) {
        for (int i = 0; i < 20; i++) {
            if (heardWithin(Duration.ofSeconds(4), writer, workspace, reader).toMillis() < 300) {
                return;
            }
        }
        throw new AssertionError("never quick again");
    }

    /** Until the list says so of somebody. */
    private static void awaitPresence(Phone phone, String person, boolean there, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            for (JsonObject frame : phone.restOfPresence()) {
                JsonObject payload = frame.getJsonObject("payload");
                JsonValue come = payload.getOrDefault("online", payload.get("changed"));
                JsonValue gone = payload.getOrDefault("gone", JsonValue.EMPTY_JSON_ARRAY);
                if ((there ? come : gone).toString().contains(person)) {
                    return;
                }
            }
            pause();
        }
        throw new AssertionError("not " + (there ? "seen" : "gone") + " within " + limit);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
