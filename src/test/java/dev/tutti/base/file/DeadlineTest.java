package dev.tutti.base.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file on its way")
class DeadlineTest {
    private final Growth struck = Growth.of(Limit.FILE_SECONDS);
    private long nanos = Long.MAX_VALUE - 1;
    private final Deadline deadline = new Deadline(Duration.ofSeconds(3), () -> nanos);

    @Test
    @DisplayName("may arrive bit by bit until its time is over, and is refused then")
    void in() throws IOException {
        assertEquals(3, deadline.on(everySecond(3)).readAllBytes().length);

        Problem.TooMuch refusal = assertThrows(
                Problem.TooMuch.class, () -> deadline.on(everySecond(1)).readAllBytes());
        assertEquals(ErrorCode.LIMIT, refusal.code());
        assertEquals(1, struck.now());
    }

    @Test
    @DisplayName("may be taken bit by bit until its time is over, and is cut off then")
    void out() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (OutputStream out = deadline.on(taken)) {
            out.write(1);
            nanos += Duration.ofSeconds(3).toNanos();
            out.write(new byte[] {2, 3});
            nanos++;

            assertThrows(InterruptedIOException.class, () -> out.write(new byte[] {4}));
        }
        assertArrayEquals(new byte[] {1, 2, 3}, taken.toByteArray());
        assertEquals(1, struck.now());
    }

    /** Each byte takes a second. */
    private InputStream everySecond(int bytes) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() {
                if (left == 0) {
                    return -1;
                }
                left--;
                nanos += Duration.ofSeconds(1).toNanos();
                return 7;
            }
        };
    }
}
