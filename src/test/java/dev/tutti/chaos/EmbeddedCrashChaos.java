package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.Scribe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link CrashChaos} does to whole servers, oftener, to a process that has nothing but the database. */
@DisplayName("A process with the embedded database that is killed")
class EmbeddedCrashChaos {
    private static final int ROUNDS = 50;

    private final Random random = new Random(20_261_121);
    private final Set<Long> acknowledged = new TreeSet<>();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName("G24: in the middle of writes has lost nothing that it acknowledged, fifty times in a row")
    void losesNothing() throws IOException, SQLException, InterruptedException {
        int kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            killAmongWrites(1 + random.nextInt(300));
            assertTrue(acknowledged.size() > before, "nothing was written");
            Set<Long> rows = Scribe.rows(directory);
            Set<Long> lost = new TreeSet<>(acknowledged);
            lost.removeAll(rows);
            assertEquals(Set.of(), lost, "acknowledged in round " + round + " or before, and gone");
            kept = rows.size();
        }
        System.out.printf("%d kills, %d rows acknowledged, %d kept%n", ROUNDS, acknowledged.size(), kept);
    }

    private void killAmongWrites(int writes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Scribe.class.getName(),
                        directory.toString(),
                        Long.toString(firstFree()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = process.inputReader()) {
            for (int i = 0; i < writes; i++) {
                acknowledge(told.readLine());
            }
            // By its handle, which leaves the pipe open to be read.
            process.toHandle().destroyForcibly();
            // A line goes out whole, so what is still in the pipe was committed.
            told.lines().forEach(this::acknowledge);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(137, process.exitValue(), "ended by something else than the kill");
    }

    private void acknowledge(String line) {
        assertTrue(line != null && line.matches("\\d+"), () -> "it ended by itself: " + line);
        acknowledged.add(Long.parseLong(line));
    }

    /** Beyond whatever may have been written without being told. */
    private long firstFree() {
        return acknowledged.stream().mapToLong(Long::longValue).max().orElse(0) + 1_000;
    }
}
