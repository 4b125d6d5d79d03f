package dev.tutti.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file that is sent")
class DownloadTest {
    private final UserId ada = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());
    private final Settings settings = ChosenSettings.of("TUTTI_FILES_AT_ONCE", "1", "TUTTI_EXPORTS_AT_ONCE", "2");
    private final FileTurns turns = turns();

    @Test
    @DisplayName("is as long as was said before the first of it was sent")
    void whole() throws IOException {
        Download download = download();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        long length = download.make(ada, content -> content.write("é, whole"));
        download.send(out);
        download.end();

        assertEquals("é, whole", out.toString(StandardCharsets.UTF_8));
        assertEquals(length, out.size());
    }

    @Test
    @DisplayName("has its turn until it has gone, and one of the fewer while it is put together")
    void inTurn() throws IOException {
        Download first = download();
        first.make(ada, content -> assertThrows(Problem.NotNow.class, () -> turns.take(bob)));
        turns.take(bob).close();
        Growth struck = Growth.of(Limit.EXPORTS_AT_ONCE);

        Problem.NotNow refusal =
                assertThrows(Problem.NotNow.class, () -> download().make(ada, content -> {}));
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
        assertEquals(1, struck.now());
        Download second = download();
        second.make(bob, content -> {});

        first.end();
        Download third = download();
        assertEquals(0, third.make(ada, content -> {}));
        third.end();
        second.end();
    }

    @Test
    @DisplayName("leaves nothing behind where it could not be put together")
    void failed() throws IOException {
        Download broken = download();
        assertThrows(
                IOException.class,
                () -> broken.make(ada, content -> {
                    throw new IOException("no more");
                }));
        broken.end();

        Download next = download();
        assertEquals(0, next.make(ada, content -> {}));
        next.end();
    }

    private FileTurns turns() {
        FileTurns made = new FileTurns();
        made.settings = settings;
        made.open();
        return made;
    }

    private Download download() {
        Download download = new Download();
        download.settings = settings;
        download.turns = turns;
        return download;
    }
}
