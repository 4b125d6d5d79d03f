package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import dev.tutti.live.bus.RedisNodes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    @DisplayName("G2: hear each other over a Redis Cluster, where each channel is spoken of at one of its servers only")
    void overCluster(@TempDir Path directory) throws IOException {
        try (RedisNodes cluster =
                        new RedisNodes(directory, Optional.of(RedisNodes.seven()), 2, 0, IntUnaryOperator.identity());
                Node north = onCluster(node(Server.WILDFLY, 5), cluster).starts();
                Node south = onCluster(node(Server.PAYARA, 6), cluster).starts()) {
            Person ada = Person.registers(north.address(), "Ada");
            Person bob = Person.registers(south.address(), "Bob");
            String workspace = ada.createsWorkspace("Engine");
            ada.adds(bob, workspace, "member");
            try (Phone bobs = Phone.joins(bob, workspace);
                    Phone adas = Phone.joins(ada, workspace)) {
                // What nobody keeps: no look at the journal would make it good.
                awaitPresence(bobs, ada.id, true, Duration.ofSeconds(20));
                bob.createsTask(workspace, "Anything");
                adas.expect("task:created");
                bobs.expect("task:created");
                List<Set<String>> channels = cluster.each(jedis -> Set.copyOf(jedis.pubsubShardChannels()));
                assertFalse(channels.stream().allMatch(Set::isEmpty), channels::toString);
                assertTrue(Collections.disjoint(channels.get(0), channels.get(1)), channels::toString);
            }
        }
    }

    private static Node onCluster(Node node, RedisNodes cluster) {
        return node.with("TUTTI_REDIS_URL", "redis://127.0.0.1:" + cluster.port(0));
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
