package dev.tutti.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file that is brought")
class UploadTest {
    private final UserId ada = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());
    private final Settings settings = ChosenSettings.of("TUTTI_FILES_AT_ONCE", "2", "TUTTI_IMPORT_BYTES", "1024");
    private final FileTurns turns = turns();

    @Test
    @DisplayName("is read once, whoever asks for it")
    void once() throws IOException {
        Upload upload = upload();
        byte[] first = upload.bytes(ada, body(1_024));

        assertEquals(1_024, first.length);
        assertSame(first, upload.bytes(ada, InputStream.nullInputStream()));
    }

    @Test
    @DisplayName("is refused when it is larger than a file may be, and counted; its turn is free at once")
    void large() throws IOException {
        Growth struck = Growth.of(Limit.IMPORT_BYTES);

        assertThrows(Problem.TooMuch.class, () -> upload().bytes(ada, body(1_025)));
        assertEquals(1, struck.now());
        assertEquals(1, upload().bytes(ada, body(1)).length);
    }

    @Test
    @DisplayName("has its turn to the end of the request; one more than may be at hand comes back later")
    void inTurn() throws IOException {
        Upload first = upload();
        first.bytes(ada, body(1));
        upload().bytes(bob, body(1));
        Growth struck = Growth.of(Limit.FILES_AT_ONCE);

        UserId eve = new UserId(UUID.randomUUID());
        Problem.NotNow refusal = assertThrows(Problem.NotNow.class, () -> upload().bytes(eve, body(1)));
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
        assertEquals(1, struck.now());

        first.end();
        assertEquals(1, upload().bytes(eve, body(1)).length);
    }

    @Test
    @DisplayName("leaves half of the turns to others, however many one person brings")
    void shared() throws IOException {
        Upload first = upload();
        first.bytes(ada, body(1));

        assertThrows(Problem.NotNow.class, () -> upload().bytes(ada, body(1)));
        assertEquals(1, upload().bytes(bob, body(1)).length);
        first.end();
        first.end();
        assertEquals(1, upload().bytes(ada, body(1)).length);
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
