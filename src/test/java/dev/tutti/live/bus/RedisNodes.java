package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis Cluster on this machine: the slots are shared out among the first servers, the others replicate the first. */
public final class RedisNodes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOTS = 16_384;
    /** A server of a cluster has a second port, so much above its first. */
    private static final int ABOVE = 10_000;

    private final List<Integer> ports = new ArrayList<>();
    private final List<RedisServer> servers = new ArrayList<>();
    private final int owners;

    /** @param announced under which port others are to reach a server, of its own port */
    public RedisNodes(
            Path directory, Optional<ExecutableProvider> binary, int owners, int more, IntUnaryOperator announced)
            throws IOException {
        this.owners = owners;
        for (int i = 0; i < owners + more; i++) {
            int port = freePort();
            ports.add(port);
            RedisServerBuilder builder = RedisServer.newRedisServer();
            binary.ifPresent(builder::executableProvider);
            servers.add(builder.port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .setting("cluster-enabled yes")
                    .setting("cluster-node-timeout 3000")
                    .setting("cluster-config-file " + directory.resolve(port + ".conf"))
                    .setting("cluster-announce-ip 127.0.0.1")
                    .setting("cluster-announce-port " + announced.applyAsInt(port))
                    .setting("cluster-announce-bus-port " + (port + ABOVE))
                    .build());
            servers.get(i).start();
        }
        join();
    }

    /** @return the Redis 7 that the build has unpacked */
    public static ExecutableProvider seven() {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        Path file = Path.of("target", "redis")
                .resolve("redis-server-7.0.15-" + (mac ? "darwin" : "linux") + (arm ? "-arm64" : "-amd64"));
        return () -> {
            assertTrue(file.toFile().setExecutable(true), () -> file + " is to be unpacked by the build");
            return file.toAbsolutePath().toFile();
        };
    }

    private static int freePort() {
        return new Random()
                .ints(20_000, 45_000)
                .filter(port -> isFree(port) && isFree(port + ABOVE))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket door = new ServerSocket(port)) {
            return door.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private void join() {
        for (int i = 0; i < owners; i++) {
            int first = SLOTS * i / owners;
            int end = SLOTS * (i + 1) / owners;
            asked(i, jedis -> jedis.clusterAddSlots(IntStream.range(first, end).toArray()));
        }
        for (int i = 1; i < ports.size(); i++) {
            int port = ports.get(i);
            asked(
                    0,
                    jedis -> jedis.sendCommand(
                            Command.CLUSTER, "MEET", "127.0.0.1", String.valueOf(port), String.valueOf(port + ABOVE)));
        }
        await("all to be in it", jedis -> jedis.clusterNodes().lines().count() == ports.size());
        String first = id(0);
        for (int i = owners; i < ports.size(); i++) {
            asked(i, jedis -> jedis.clusterReplicate(first));
        }
        awaitWhole();
    }

    /** Until each of them sees all slots served, and each that replicates has begun to. */
    void awaitWhole() {
        await(
                "it to be whole",
                jedis -> jedis.clusterInfo().contains("cluster_state:ok")
                        && (!jedis.info("replication").contains("role:slave")
                                || jedis.info("replication").contains("master_link_status:up")));
    }

    private void await(String what, Predicate<Jedis> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < ports.size(); i++) {
            while (!asked(i, condition::test)) {
                assertTrue(System.nanoTime() < end, () -> "waited too long for " + what);
                Thread.onSpinWait();
            }
        }
    }

    <T> T asked(int server, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis("127.0.0.1", ports.get(server))) {
            return question.apply(jedis);
        }
    }

    String id(int server) {
        return asked(server, Jedis::clusterMyId);
    }

    int count() {
        return ports.size();
    }

    public int port(int server) {
        return ports.get(server);
    }

    /** Kills one, as by {@code kill -9}. */
    void kill(int server) {
        String info = asked(server, jedis -> jedis.info("server"));
        Matcher process = Pattern.compile("process_id:(\\d+)").matcher(info);
        assertTrue(process.find(), info);
        ProcessHandle.of(Long.parseLong(process.group(1))).orElseThrow().destroyForcibly();
    }

    boolean isOwner(int server) {
        return asked(server, jedis -> jedis.info("replication").contains("role:master"));
    }

    @Override
    public void close() throws IOException {
        for (RedisServer server : servers) {
            server.stop();
        }
    }

    /** @return what each of the servers answers */
    public <T> List<T> each(Function<Jedis, T> question) {
        return IntStream.range(0, count()).mapToObj(i -> asked(i, question)).toList();
    }
}
