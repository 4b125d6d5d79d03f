package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Link;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.journal.StreamId;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

@DisplayName("The bus over a real Redis")
class RedisBusTest extends BetweenNodesContract {
    private static final String PASSWORD = "redis knows it too";

    private static int port;
    private static RedisServer redis;

    private final Link line = new Link(port);

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        redis = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("requirepass \"" + PASSWORD + "\"")
                .build();
        redis.start();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.stop();
    }

    @AfterEach
    void hangUp() {
        line.close();
    }

    @Override
    Line.Messenger messenger() {
        return messenger("redis://127.0.0.1:" + line.port(), PASSWORD);
    }

    private static Line.Messenger messenger(String url, String password) {
        return messenger(url, "", password);
    }

    private static Line.Messenger messenger(String url, String user, String password) {
        return BusProducer.redis(
                ChosenSettings.of(
                                "TUTTI_DB_URL",
                                "jdbc:postgresql://nowhere/tutti",
                                "TUTTI_TOKEN_SECRET",
                                "irrelevant",
                                "TUTTI_BUS_SILENCE_SECONDS",
                                "3",
                                "TUTTI_REDIS_URL",
                                url,
                                "TUTTI_REDIS_USER",
                                user,
                                "TUTTI_REDIS_PASSWORD",
                                password)
                        .bus(),
                Thread::new);
    }

    @Override
    void forge(String channel, byte[] message) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.auth(PASSWORD);
            jedis.publish(channel.getBytes(StandardCharsets.UTF_8), message);
        }
    }

    @Override
    int longest() {
        return Integer.MAX_VALUE;
    }

    @Override
    void cut() {
        line.cut();
    }

    @Override
    void freeze() {
        line.freeze();
    }

    @Override
    void goAway() {
        line.refuse();
    }

    @Override
    void mend() {
        line.mend();
    }

    @Test
    @DisplayName("G6: a subscriber for whom too much waits is dropped by Redis, and begins again")
    void overrun() {
        StreamId stream = StreamId.workspace(UUID.randomUUID());
        limit("pubsub 262144 262144 0");
        ada.follows(stream);
        forge(Channels.of(stream), new byte[1_000_000]);
        ada.awaitBegin(stream);
        bob.bus.say(stream, Topic.WHISPER, "again".getBytes(StandardCharsets.UTF_8));
        assertEquals("again", ada.hears());
        limit("pubsub 33554432 8388608 60");
    }

    /** What may wait in Redis for one subscriber. */
    private static void limit(String bytes) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.auth(PASSWORD);
            jedis.configSet("client-output-buffer-limit", bytes);
        }
    }

    @Test
    @DisplayName("a user who may do what OPERATIONS.md names and nothing else speaks and hears")
    void fewRights() throws InterruptedException {
        StreamId stream = StreamId.workspace(UUID.randomUUID());
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.auth(PASSWORD);
            jedis.aclSetUser("few", "reset", "on", ">few rights", "resetchannels", "&tutti*", "-@all");
            jedis.aclSetUser("few", "+publish", "+subscribe", "+unsubscribe", "+ping");
        }
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch hears = new CountDownLatch(1);
        NetworkBus few = new NetworkBus(
                NodeId.random(),
                new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET).tokens()),
                messenger("redis://127.0.0.1:" + port, "few", "few rights"),
                Thread::new);
        few.listen(Topic.WHISPER, new Ear() {
            @Override
            public void hear(StreamId about, NodeId from, byte[] said) {
                heard.add(new String(said, StandardCharsets.UTF_8));
            }

            @Override
            public void begin(StreamId about) {
                hears.countDown();
            }
        });
        few.follow(stream);
        ada.follows(stream);
        assertTrue(hears.await(SOON.toSeconds(), TimeUnit.SECONDS));
        few.say(stream, Topic.WHISPER, "by few".getBytes(StandardCharsets.UTF_8));
        assertEquals("by few", ada.hears());
        ada.bus.say(stream, Topic.WHISPER, "for few".getBytes(StandardCharsets.UTF_8));
        assertEquals("for few", heard.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        few.close();
    }

    @Test
    @DisplayName("a wrong password is like nobody there: degraded, and no harm")
    void wrongPassword() {
        NetworkBus bus = new NetworkBus(
                NodeId.random(),
                new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", "irrelevant").tokens()),
                messenger("redis://127.0.0.1:" + port, "wrong"),
                Thread::new);
        bus.follow(StreamId.workspace(UUID.randomUUID()));
        ada.awaitState(Bus.State.UP, Duration.ofSeconds(8));
        assertEquals(Bus.State.DEGRADED, bus.state());
        bus.close();
    }
}
