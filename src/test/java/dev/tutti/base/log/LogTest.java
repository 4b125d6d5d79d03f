package dev.tutti.base.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of our log")
class LogTest {
    private static final System.Logger LOG = Log.of(LogTest.class);
    private static final System.Logger.Level LEVEL = System.Logger.Level.WARNING;

    @Test
    @DisplayName("says behind its own words what the thread is about, and nothing when that is over")
    void trail() {
        List<String> lines = LogLines.of(LogTest.class, () -> {
            LOG.log(LEVEL, "before");
            Trail.during("request", "r-1.2_3", () -> {
                LOG.log(LEVEL, "member.removed user={0}", "u");
                Trail.during("connection", "c", () -> LOG.log(LEVEL, "fault error=" + 7, new Exception("cause")));
                LOG.log(LEVEL, () -> "after");
            });
            LOG.log(LEVEL, "over");
        });

        assertEquals(
                List.of(
                        "WARNING before",
                        "WARNING member.removed user=u request=r-1.2_3",
                        "WARNING fault error=7 request=r-1.2_3 connection=c",
                        "WARNING after request=r-1.2_3",
                        "WARNING over"),
                lines);
    }

    @Test
    @DisplayName("is of the thread's own trail alone, also after a fault")
    void perThread() throws InterruptedException {
        try {
            Trail.during("request", "broken", () -> {
                throw new IllegalStateException("a fault");
            });
        } catch (IllegalStateException expected) {
            // what is tested is what it leaves behind
        }
        assertEquals("", Trail.text());

        Trail.during("request", "mine", () -> {
            Thread other = new Thread(() -> assertEquals("", Trail.text()));
            other.start();
            join(other);
            assertEquals(" request=mine", Trail.text());
        });
    }

    private static void join(Thread other) {
        try {
            other.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
