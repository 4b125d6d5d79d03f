package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Link;
import dev.tutti.chaos.Trouble.Part;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** All that a cluster must bear. */
final class Troubles {
    private static final Duration ALONE = Duration.ofSeconds(15);
    private static final Duration AWAY = Duration.ofSeconds(6);
    private static final Duration FROZEN_NODE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration FROZEN_REDIS = Duration.ofSeconds(15);
    private static final Duration CUT = Duration.ofSeconds(14);
    /** How soon a node must have noticed, on a machine that has much to do. */
    private static final Duration NOTICED = Duration.ofSeconds(30);
    /** How soon a link that is dead at one end must have been found. */
    private static final Duration FOUND = Duration.ofSeconds(10);
    /** One each second, so that the last has its time before all is well again. */
    private static final int WRITES_MEANWHILE = 3;

    /** Also for one that was only asked to go. */
    private static final Duration GONE = Duration.ofSeconds(60);

    private static final int STARTS = 3;
    private static final String DEGRADED = "\"bus\":\"degraded\"";
    private static final String BUS_UP = "\"bus\":\"up\"";
    private static final String NO_DATABASE = "\"database\":\"down\"";

    private final Cluster cluster;
    private final Duration drain;
    private final PlainHttp administrator;
    private final Executor threads;

    /** @param threads on which the nodes are asked, each on one */
    Troubles(Cluster cluster, Duration drain, PlainHttp administrator, Executor threads) {
        this.cluster = cluster;
        this.drain = drain;
        this.administrator = administrator;
        this.threads = threads;
    }

    /** @return Redis gone while nothing else is wrong, so that one can tell what that costs */
    Trouble redisAlone() {
        return new Trouble("Redis killed, and nothing else", Set.of(Part.values()), () -> killRedis(ALONE));
    }

    /** @return each once, in an order in which the first ones are of all kinds */
    List<Trouble> inTurn() {
        Cluster.Place wildfly = cluster.wildfly;
        Cluster.Place payara = cluster.payara;
        return List.of(
                killed(wildfly),
                new Trouble("PostgreSQL killed", Set.of(Part.DATABASE), this::killPostgres),
                new Trouble("Redis frozen", Set.of(Part.REDIS), this::freezeRedis),
                frozen(payara),
                answersOfRedisCut(wildfly),
                drained(wildfly),
                new Trouble("Redis killed", Set.of(Part.REDIS), () -> killRedis(AWAY)),
                killed(payara),
                answersOfDatabaseCut(wildfly),
                asksOfRedisCut(payara),
                drained(payara),
                frozen(wildfly),
                asksOfDatabaseCut(payara));
    }

    private Trouble killed(Cluster.Place place) {
        return new Trouble(place.name() + " killed", Set.of(Part.NODES), true, () -> {
            long pid = place.node().pid();
            place.node().kill();
            String proof = gone(pid, place.node().port());
            Mishaps.rest(Duration.ofSeconds(2));
            place.node().launch();
            return proof + "; " + comesBack(place);
        });
    }

    private Trouble frozen(Cluster.Place place) {
        return new Trouble(place.name() + " frozen", Set.of(Part.NODES), () -> {
            long pid = place.node().pid();
            Signals.freeze(pid);
            try {
                String proof = Proof.of("state T", Duration.ofSeconds(2), () -> Signals.isFrozen(pid));
                assertEquals("", place.node().readiness(SILENCE), "says nothing");
                Mishaps.rest(FROZEN_NODE.minus(SILENCE));
                assertEquals(true, Signals.isFrozen(pid), "to the end");
                return proof + ", no answer for " + SILENCE.toSeconds() + " s" + thaw(pid) + "; " + comesBack(place);
            } finally {
                Signals.thaw(pid);
            }
        });
    }

    private Trouble drained(Cluster.Place place) {
        return new Trouble(place.name() + " drained and restarted", Set.of(Part.NODES), true, () -> {
            HttpResponse<String> answer = administrator
                    .via(place.node().address(), Duration.ofSeconds(20))
                    .call("POST", "api/admin/drain", "");
            assertEquals(202, answer.statusCode(), answer.body());
            String proof = "drain answered " + answer.body()
                    + Proof.of(", not ready", NOTICED, () -> place.says("\"connections\":\"down\""));
            Mishaps.rest(drain.plusSeconds(1));
            long pid = place.node().pid();
            place.node().askToStop();
            proof += "; " + gone(pid, place.node().port());
            place.node().launch();
            return proof + "; " + comesBack(place);
        });
    }

    private String killRedis(Duration away) {
        long pid = cluster.redis.pid();
        cluster.redis.kill();
        try {
            String proof = gone(pid, cluster.redis.port()) + "; " + anyNodeSays(DEGRADED);
            Mishaps.rest(away);
            return proof;
        } finally {
            cluster.redis.start();
            anyNodeSays(BUS_UP);
        }
    }

    private String freezeRedis() {
        long pid = cluster.redis.pid();
        Signals.freeze(pid);
        try {
            String proof = Proof.of("state T", Duration.ofSeconds(2), () -> Signals.isFrozen(pid));
            long begun = System.nanoTime();
            proof += "; " + anyNodeSays(DEGRADED);
            Mishaps.rest(FROZEN_REDIS.minusNanos(System.nanoTime() - begun));
            return proof + thaw(pid) + "; " + anyNodeSays(BUS_UP);
        } finally {
            Signals.thaw(pid);
        }
    }

    private String killPostgres() {
        long pid = cluster.postgres.pid();
        cluster.postgres.kill();
        try {
            return gone(pid, cluster.postgres.port()) + "; " + anyNodeSays(NO_DATABASE);
        } finally {
            cluster.postgres.start();
            anyNodeSays("\"database\":\"up\"");
        }
    }

    private Trouble answersOfRedisCut(Cluster.Place place) {
        return new Trouble(
                place.name() + " hears nothing from Redis",
                Set.of(Part.NODES, Part.REDIS),
                () -> cut(place, place.toRedis(), true, DEGRADED));
    }

    private Trouble asksOfRedisCut(Cluster.Place place) {
        return new Trouble(
                place.name() + " reaches Redis no more",
                Set.of(Part.NODES, Part.REDIS),
                () -> cut(place, place.toRedis(), false, DEGRADED));
    }

    private Trouble answersOfDatabaseCut(Cluster.Place place) {
        return new Trouble(
                place.name() + " hears nothing from PostgreSQL",
                Set.of(Part.NODES, Part.DATABASE),
                () -> cutFromDatabase(place, true));
    }

    private Trouble asksOfDatabaseCut(Cluster.Place place) {
        return new Trouble(
                place.name() + " reaches PostgreSQL no more",
                Set.of(Part.NODES, Part.DATABASE),
                () -> cutFromDatabase(place, false));
    }

    private String cutFromDatabase(Cluster.Place place, boolean answers) {
        List<CompletableFuture<Duration>> writes = IntStream.range(0, WRITES_MEANWHILE)
                .mapToObj(second -> CompletableFuture.supplyAsync(
                        () -> refusedWrite(place),
                        CompletableFuture.delayedExecutor(1 + second, TimeUnit.SECONDS, threads)))
                .toList();
        String proof = cut(place, place.toDatabase(), answers, NO_DATABASE);
        Duration slowest = writes.stream()
                .map(CompletableFuture::join)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        assertTrue(slowest.compareTo(FOUND) <= 0, "a write was refused after " + slowest);
        return proof + ", " + writes.size() + " writes refused within " + slowest.toMillis() + " ms";
    }

    /** @return after how long */
    private Duration refusedWrite(Cluster.Place place) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = administrator
                .via(place.node().address(), NOTICED)
                .call("POST", "api/workspaces", "{\"name\":\"Refused\"}");
        assertEquals(503, answer.statusCode(), answer.body());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** @param answers which of the two ways; the other one is left */
    private String cut(Cluster.Place place, Link link, boolean answers, String noticed) {
        LongSupplier lost = answers ? link::answered : link::asked;
        LongSupplier left = answers ? link::asked : link::answered;
        if (answers) {
            link.loseAnswers();
        } else {
            link.loseAsks();
        }
        try {
            Mishaps.rest(Duration.ofMillis(200));
            long lostBefore = lost.getAsLong();
            long leftBefore = left.getAsLong();
            long begun = System.nanoTime();
            String proof = Proof.of("says " + noticed, FOUND, () -> place.says(noticed));
            Mishaps.rest(CUT.minusNanos(System.nanoTime() - begun));
            assertEquals(lostBefore, lost.getAsLong(), "bytes that passed the way that is cut");
            return proof + ", 0 bytes one way and " + (left.getAsLong() - leftBefore) + " the other";
        } finally {
            link.mend();
            // What was lost on the way is not made good: whoever still waits for it must be told.
            link.cut();
            comesBack(place);
        }
    }

    /** Starts it again where its start failed, as whoever watches over servers does. */
    private String comesBack(Cluster.Place place) {
        long begun = System.nanoTime();
        for (int failed = 0; ; failed++) {
            try {
                place.node().awaitReady();
                return "ready again after "
                        + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s"
                        + (failed == 0 ? "" : " and " + failed + " FAILED STARTS");
            } catch (AssertionError notReady) {
                if (place.node().isRunning() || failed == STARTS) {
                    throw notReady;
                }
                place.node().launch();
            }
        }
    }

    /** A node that is in trouble itself need not notice others', and keeps nobody waiting for those who do. */
    private String anyNodeSays(String part) {
        AtomicBoolean said = new AtomicBoolean();
        return (String) CompletableFuture.anyOf(cluster.places().stream()
                        .map(place -> CompletableFuture.supplyAsync(
                                () -> {
                                    String proof = Proof.of(
                                            place.name() + " says " + part,
                                            NOTICED,
                                            () -> said.get() || place.says(part));
                                    said.set(true);
                                    return proof;
                                },
                                threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static String gone(long pid, int port) {
        return Proof.of("process " + pid + " gone", GONE, () -> !Signals.isThere(pid))
                + Proof.of(", connection refused", Duration.ofSeconds(5), () -> Signals.isRefused(port));
    }

    private static String thaw(long pid) {
        Signals.thaw(pid);
        return Proof.of(", thawed", Duration.ofSeconds(2), () -> !Signals.isFrozen(pid));
    }
}
