package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Link;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.journal.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Three servers have the channels, a fourth replicates the first, which is killed at the very end. */
@DisplayName("The bus over a real Redis Cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterBusTest extends BetweenNodesContract {
    private static final int OWNERS = 3;
    /** What the cluster takes, and the longest pause between two tries. */
    private static final Duration TAKING_OVER = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static final Map<Integer, Link> lines = new ConcurrentHashMap<>();
    private static RedisNodes cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new RedisNodes(
                directory, Optional.of(RedisNodes.seven()), OWNERS, 1, port -> lines.computeIfAbsent(port, Link::new)
                        .port());
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        lines.values().forEach(Link::close);
    }

    @Override
    Line.Messenger messenger() {
        return BusProducer.redis(
                ChosenSettings.of(
                                "TUTTI_DB_URL", "jdbc:postgresql://nowhere/tutti",
                                "TUTTI_TOKEN_SECRET", "irrelevant",
                                "TUTTI_BUS_SILENCE_SECONDS", "3",
                                "TUTTI_REDIS_URL",
                                        "redis://127.0.0.1:"
                                                + lines.get(cluster.port(0)).port())
                        .bus(),
                work -> {
                    Thread thread = new Thread(work, "shard");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    void forge(String channel, byte[] message) {
        for (int i = 0; i < OWNERS; i++) {
            try {
                cluster.asked(
                        i,
                        jedis ->
                                jedis.sendCommand(Command.SPUBLISH, channel.getBytes(StandardCharsets.UTF_8), message));
                return;
            } catch (JedisMovedDataException elsewhere) {
                // then it is the next one's
            }
        }
    }

    @Override
    int longest() {
        return Integer.MAX_VALUE;
    }

    @Override
    void cut() {
        lines.values().forEach(Link::cut);
    }

    @Override
    void freeze() {
        lines.values().forEach(Link::freeze);
    }

    @Override
    void goAway() {
        lines.values().forEach(Link::refuse);
    }

    @Override
    void mend() {
        lines.values().forEach(Link::mend);
    }

    @Test
    @DisplayName("has each channel at one server, and hears of all of them")
    void sharded() {
        List<StreamId> streams = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> streams.add(StreamId.workspace(UUID.randomUUID())));
        streams.forEach(ada.bus::follow);
        Set<StreamId> begun = new HashSet<>();
        while (begun.size() < streams.size()) {
            begun.add(ada.begins());
        }
        List<List<String>> channels = cluster.each(jedis -> jedis.pubsubShardChannels().stream()
                .filter(name -> Channels.stream(name).filter(streams::contains).isPresent())
                .toList());

        channels.subList(0, OWNERS).forEach(here -> assertFalse(here.isEmpty(), channels::toString));
        assertEquals(60, channels.stream().flatMap(List::stream).distinct().count());
        assertEquals(60, channels.stream().mapToInt(List::size).sum());
        cluster.each(Jedis::pubsubChannels).forEach(broadcast -> assertEquals(List.of(), broadcast));

        for (int round = 0; round < 50; round++) {
            for (StreamId one : streams) {
                bob.bus.say(one, Topic.WHISPER, (one + " " + round).getBytes(StandardCharsets.UTF_8));
            }
        }
        List<String> heard =
                Stream.generate(ada::hears).limit(50L * streams.size()).toList();
        for (StreamId one : streams) {
            assertEquals(
                    IntStream.range(0, 50).mapToObj(round -> one + " " + round).toList(),
                    heard.stream().filter(said -> said.startsWith(one + " ")).toList());
        }
        ada.hearsNothing();
        streams.forEach(ada.bus::forget);
    }

    @Test
    @DisplayName("follows a channel that is given to another server")
    void moved() {
        StreamId stream = StreamId.workspace(UUID.randomUUID());
        ada.follows(stream);
        bob.follows(stream);
        int slot = ShardMap.slot(Channels.of(stream));
        int owner = slot * OWNERS / 16_384;
        for (int target : new int[] {(owner + 1) % OWNERS, owner}) {
            String id = cluster.id(target);
            cluster.asked(target, jedis -> jedis.clusterSetSlotNode(slot, id));
            IntStream.range(0, OWNERS)
                    .filter(other -> other != target)
                    .forEach(other -> cluster.asked(other, jedis -> jedis.clusterSetSlotNode(slot, id)));
            ada.awaitBegin(stream);
            bob.awaitBegin(stream);
            bob.bus.say(stream, Topic.WHISPER, "moved".getBytes(StandardCharsets.UTF_8));
            assertEquals("moved", ada.hears());
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("G2, G3: goes on with the one that takes over, also when the one that it was told of is lost")
    void takenOver() {
        StreamId lost = Stream.generate(() -> StreamId.workspace(UUID.randomUUID()))
                .filter(one -> ShardMap.slot(Channels.of(one)) < 16_384 / OWNERS)
                .findFirst()
                .orElseThrow();
        ada.follows(lost);
        bob.follows(lost);
        cluster.kill(0);
        ada.awaitState(Bus.State.DEGRADED, SOON);
        ada.awaitBegin(lost, TAKING_OVER);
        bob.awaitBegin(lost, TAKING_OVER);
        assertTrue(cluster.isOwner(OWNERS));
        bob.bus.say(lost, Topic.WHISPER, "taken over".getBytes(StandardCharsets.UTF_8));
        assertEquals("taken over", ada.hears());
    }
}
