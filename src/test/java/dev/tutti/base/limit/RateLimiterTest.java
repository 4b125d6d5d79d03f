package dev.tutti.base.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RateLimiter")
class RateLimiterTest {
    private final ManualClock clock = new ManualClock();
    private final RateLimiter limiter = new RateLimiter(clock, 3, 2, Duration.ofSeconds(1));

    @Test
    @DisplayName("lets a burst through, then the rate, and says how long to wait")
    void burstThenRate() {
        assertTrue(limiter.allows() && limiter.allows() && limiter.allows());
        assertFalse(limiter.allows());
        assertEquals(Duration.ofMillis(500), limiter.untilNext());

        clock.advance(limiter.untilNext());
        assertTrue(limiter.allows());
        assertFalse(limiter.allows());
    }

    @Test
    @DisplayName("saves up no more than one burst")
    void noHoarding() {
        clock.advance(Duration.ofHours(1));
        assertTrue(limiter.allows() && limiter.allows() && limiter.allows());
        assertFalse(limiter.allows());
    }

    @Test
    @DisplayName("is not emptied by a clock that is set back")
    void clockSetBack() {
        clock.advance(Duration.ofHours(-1));
        assertTrue(limiter.allows());
    }

    @Test
    @DisplayName("lets several through together or none of them")
    void several() {
        assertFalse(limiter.allows(4));
        assertTrue(limiter.allows(2));
        assertFalse(limiter.allows(2));
        assertTrue(limiter.allows(1));
    }
}
