package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.PairedNode;
import dev.tutti.base.database.PairedWriter;
import dev.tutti.base.database.StandbyPair;
import dev.tutti.base.problem.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What FailoverTest does once and in order, under writers; and what takes a restart. */
@DisplayName("A PostgreSQL with a synchronous standby")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FailoverChaos {
    /** How soon all write again once there is somebody to write to. */
    private static final Duration BACK = Duration.ofSeconds(10);

    @TempDir
    private static Path prepared;

    private static Path template;

    @TempDir
    private Path directory;

    private final ExecutorService writing = Executors.newCachedThreadPool();
    private StandbyPair pair;
    private PairedNode node;

    @BeforeAll
    static void prepare() {
        template = StandbyPair.prepare(prepared);
    }

    @BeforeEach
    void start() {
        pair = new StandbyPair(template, directory, StandbyPair.Commits.SYNCHRONOUS);
        node = new PairedNode(pair);
        node.write("before");
    }

    @AfterEach
    void end() {
        writing.shutdownNow();
        node.close();
        pair.close();
    }

    @RepeatedTest(3)
    @DisplayName("G16: killed among writers, it loses nothing that was acknowledged, and they write on by themselves")
    void amongWriters() {
        List<PairedWriter> writers = List.of(
                PairedWriter.withKeys(node, "a"),
                PairedWriter.withKeys(node, "b"),
                PairedWriter.withoutKeys(node, "c"),
                PairedWriter.withoutKeys(node, "d"));
        List<CompletableFuture<Void>> all = writers.stream()
                .map(writer -> CompletableFuture.runAsync(writer, writing))
                .toList();
        writers.forEach(writer -> writer.awaitMore(5));
        pair.primary.kill();
        writers.forEach(PairedWriter::awaitRefusal);
        pair.promote();

        long begin = System.nanoTime();
        writers.forEach(writer -> writer.awaitMore(5));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        writers.forEach(PairedWriter::stop);
        all.forEach(CompletableFuture::join);
        assertTrue(took.compareTo(BACK) < 0, () -> "took " + took);
        assertKept(writers);
    }

    /** What was acknowledged is there, what was refused is not, and nothing is there twice. */
    private void assertKept(List<PairedWriter> writers) {
        List<String> written = node.written();
        Set<String> lost = new TreeSet<>();
        Set<String> surplus = new TreeSet<>(written);
        surplus.remove("before");
        for (PairedWriter writer : writers) {
            lost.addAll(writer.acknowledged);
            surplus.removeAll(writer.acknowledged);
            surplus.removeAll(writer.unknown);
        }
        written.forEach(lost::remove);
        assertEquals(Set.of(), lost);
        assertEquals(Set.of(), surplus);
        assertEquals(written.size(), new HashSet<>(written).size());
        assertEquals(LongStream.rangeClosed(1, written.size()).boxed().toList(), node.numbers());
    }

    @Test
    @DisplayName(
            "G16: a commit that only a restarted primary has is acknowledged when the standby has it too, not before")
    void onlyThere() {
        pair.replication.freeze();
        CompletableFuture<ErrorCode> code = node.refusal("in flight");
        pair.awaitWaitingCommit();
        pair.primary.kill();
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, code.join());
        pair.primary.start();
        assertEquals(List.of("before", "in flight"), node.written());
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, node.refusal("in flight").join());

        pair.replication.cut();
        pair.replication.mend();
        pair.awaitReceived();
        assertTrue(node.write("in flight").replayed());
        pair.primary.kill();
        pair.promote();
        assertEquals(List.of("before", "in flight"), node.written());
    }
}
