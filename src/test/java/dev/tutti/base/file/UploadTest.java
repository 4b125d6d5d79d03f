package dev.tutti.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file that is brought")
class UploadTest {
    private final Settings settings = ChosenSettings.of("TUTTI_FILES_AT_ONCE", "1", "TUTTI_IMPORT_BYTES", "1024");
    private final FileTurns turns = turns();

    @Test
    @DisplayName("is read once, whoever asks for it")
    void once() throws IOException {
        Upload upload = upload();
        byte[] first = upload.bytes(body(1_024));

        assertEquals(1_024, first.length);
        assertSame(first, upload.bytes(InputStream.nullInputStream()));
    }

    @Test
    @DisplayName("is refused when it is larger than a file may be, and counted")
    void large() {
        long before = Limit.IMPORT_BYTES.strikes();

        assertThrows(Problem.TooMuch.class, () -> upload().bytes(body(1_025)));
        assertEquals(before + 1, Limit.IMPORT_BYTES.strikes());
    }

    @Test
    @DisplayName("has its turn to the end of the request; one more than may be at hand comes back later")
    void inTurn() throws IOException {
        Upload first = upload();
        first.bytes(body(1));
        long before = Limit.FILES_AT_ONCE.strikes();

        Problem.NotNow refusal = assertThrows(Problem.NotNow.class, () -> upload().bytes(body(1)));
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
        assertEquals(before + 1, Limit.FILES_AT_ONCE.strikes());

        first.end();
        assertEquals(1, upload().bytes(body(1)).length);
    }

    private FileTurns turns() {
        FileTurns made = new FileTurns();
        made.settings = settings;
        made.open();
        return made;
    }

    private Upload upload() {
        Upload upload = new Upload();
        upload.settings = settings;
        upload.turns = turns;
        return upload;
    }

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }
}
