package dev.tutti.base.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Diagnosis")
class DiagnosisTest {
    @Test
    @DisplayName("F13: a disk that is full or fails, and a lack of memory, are answered with \"unavailable\"")
    void noRoom() {
        assertEquals(Optional.of(Duration.ofSeconds(5)), of(new SQLException("no", "53100")));
        assertEquals(Optional.of(Duration.ofSeconds(5)), of(new SQLException("no", "58030")));
        assertEquals(Optional.of(Duration.ofSeconds(2)), of(new SQLException("no", "53200")));
    }

    @Test
    @DisplayName("F13: so is what H2 has no word for, when its file is behind it; and nothing else of that kind")
    void general() {
        IOException full = new IOException("No space left on device");
        of(new SQLException("General error", "HY000", 50_000, new IllegalStateException(full)));
        Throwable fault = new SQLException("General error", "HY000", 50_000, new IllegalStateException("a fault"));
        assertEquals(Optional.empty(), Diagnosis.of(new PersistenceException(fault)));
    }

    @Test
    @DisplayName("F13: that there is no room is not said to the log by each who finds it")
    void saidOnce() {
        List<String> said = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger log = Logger.getLogger(Diagnosis.class.getName());
        log.addHandler(listener);
        try {
            for (int i = 0; i < 10; i++) {
                of(new SQLException("no", "53100"));
            }
        } finally {
            log.removeHandler(listener);
        }
        assertTrue(said.size() <= 1, said.toString());
    }

    /** @return when to come back */
    private static Optional<Duration> of(SQLException failure) {
        Problem answer = Diagnosis.of(new IllegalStateException(new PersistenceException(failure)))
                .orElseThrow();
        assertEquals(ErrorCode.UNAVAILABLE, answer.code());
        return answer.retryAfter();
    }
}
