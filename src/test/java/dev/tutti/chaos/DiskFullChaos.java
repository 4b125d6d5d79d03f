package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import dev.tutti.base.database.Hoarder;
import dev.tutti.base.database.Scribe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose files the operating system lets grow no further, which ends a write as a full disk does; then it is given
 * room, and then it is killed.
 */
@DisplayName("F13: A process with the embedded database that finds no room for it")
class DiskFullChaos {
    private static final int ROUNDS = 10;
    private static final int REFUSALS = 50;

    private final Random random = new Random(20_261_121);
    private final Set<Long> acknowledged = new TreeSet<>();

    @TempDir
    private Path directory;

    private long read;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("answers who reads, writes again when there is room, and has lost nothing, killed in either state")
    void fillAndKill() throws IOException, SQLException, InterruptedException {
        Needed.here(Files.isExecutable(Path.of("/usr/bin/prlimit")), "nothing gives a process room while it runs");
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            boolean killedWhileFull = round % 2 == 0;
            fill(killedWhileFull);
            assertTrue(acknowledged.size() > before, "nothing was written");
            Set<Long> lost = new TreeSet<>(acknowledged);
            lost.removeAll(Scribe.rows(directory));
            assertEquals(Set.of(), lost, "acknowledged in round " + round + " or before, and gone");
        }
        System.out.printf("%d rounds, %d rows acknowledged%n", ROUNDS, acknowledged.size());
    }

    private void fill(boolean killedWhileFull) throws IOException, InterruptedException {
        Process process = start(kibibytes() + 200 + random.nextInt(400));
        try (BufferedReader told = process.inputReader()) {
            await(told, "refused 53100"::equals, REFUSALS);
            // What is read now was asked for after the file had been given up.
            await(told, line -> line.startsWith("read "), 3);
            assertTrue(read >= acknowledged.size(), "read " + read + " of " + acknowledged.size());
            if (!killedWhileFull) {
                giveRoom(process);
                await(told, line -> line.startsWith("kept "), 100);
            }
            process.toHandle().destroyForcibly();
            told.lines().forEach(this::note);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(137, process.exitValue(), "ended by something else than the kill");
    }

    private void await(BufferedReader told, Predicate<String> wanted, int times) throws IOException {
        for (int seen = 0; seen < times; ) {
            String line = told.readLine();
            note(line);
            seen += wanted.test(line) ? 1 : 0;
        }
    }

    private void note(String line) {
        assertTrue(
                line != null && line.matches("(kept|read) \\d+|refused \\w{5}"), () -> "it ended by itself: " + line);
        long number = line.startsWith("refused") ? 0 : Long.parseLong(line.substring(5));
        if (line.startsWith("kept")) {
            acknowledged.add(number);
        } else if (line.startsWith("read")) {
            read = number;
        }
    }

    private Process start(long limit) throws IOException {
        // The soft limit alone, so that the process may be given more.
        String command = "ulimit -S -f " + limit + "; exec \"$0\" \"$@\"";
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        command,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hoarder.class.getName(),
                        directory.toString(),
                        Long.toString(firstFree()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void giveRoom(Process process) throws IOException, InterruptedException {
        int end = new ProcessBuilder("/usr/bin/prlimit", "--pid", Long.toString(process.pid()), "--fsize=unlimited:")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertEquals(0, end, "no room could be given");
    }

    private long kibibytes() throws IOException {
        Path file = directory.resolve("tutti.mv.db");
        return Files.exists(file) ? Files.size(file) / 1024 : 0;
    }

    /** Beyond whatever may have been written without being told. */
    private long firstFree() {
        return acknowledged.stream().mapToLong(Long::longValue).max().orElse(0) + 1_000;
    }
}
