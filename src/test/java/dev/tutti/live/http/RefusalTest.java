package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Refusal")
class RefusalTest {
    @Test
    @DisplayName("asks to come back after a whole number of seconds that is not too early")
    void retryAfter() {
        assertEquals("1", asks(Duration.ZERO));
        assertEquals("1", asks(Duration.ofMillis(1)));
        assertEquals("2", asks(Duration.ofMillis(1_001)));
        assertEquals("2", asks(Duration.ofSeconds(2)));
    }

    @Test
    @DisplayName("of a busy database is 503 and when to come back, and of a fault 500 with nothing of its cause")
    void faults() {
        Refusal busy = Refusal.of(new IllegalStateException(new SQLTimeoutException("secret detail", "HYT00")));
        assertEquals(503, busy.status());
        assertEquals("2", busy.headers().get("Retry-After"));

        Refusal fault = Refusal.of(new IllegalStateException("secret detail"));
        assertEquals(500, fault.status());
        assertFalse(new String(fault.body(), StandardCharsets.UTF_8).contains("secret detail"));
    }

    private static String asks(Duration wait) {
        return Refusal.of(new Problem.NotNow(ErrorCode.UNAVAILABLE, "Later.", wait))
                .headers()
                .get("Retry-After");
    }
}
