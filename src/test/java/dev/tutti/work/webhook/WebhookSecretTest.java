package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What goes with a message to a webhook")
class WebhookSecretTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    @DisplayName("is signed as Standard Webhooks has it, by its own example")
    void example() {
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body));
    }

    @Test
    @DisplayName("is a secret that is random, and hidden in logs")
    void secret() {
        WebhookSecret secret = WebhookSecret.random();

        assertTrue(secret.text().matches("whsec_[A-Za-z0-9+/]{43}="));
        assertNotEquals(secret.text(), WebhookSecret.random().text());
        assertFalse(secret.toString().contains(secret.text()));
    }

    @Test
    @DisplayName("waits longer after each failure, never as long as others, and as long as it is asked to")
    void backoff() {
        Backoff least = new Backoff(() -> 0);
        Backoff most = new Backoff(() -> 0.999_999);
        Optional<String> nothing = Optional.empty();

        assertEquals(Duration.ofMillis(2_500), least.pause(1, nothing, NOW));
        assertEquals(Duration.ofSeconds(20), least.pause(4, nothing, NOW));
        assertTrue(most.pause(4, nothing, NOW).compareTo(Duration.ofSeconds(39)) > 0);
        assertEquals(Duration.ofMinutes(30), least.pause(90, nothing, NOW));
        assertEquals(Duration.ofSeconds(77), least.pause(1, Optional.of("77"), NOW));
        assertEquals(Duration.ofSeconds(20), least.pause(4, Optional.of("1"), NOW));
        assertEquals(Duration.ofMinutes(5), least.pause(1, Optional.of("Fri, 20 Nov 2026 12:05:00 GMT"), NOW));
        assertEquals(Duration.ofDays(1), least.pause(1, Optional.of("999999999"), NOW));
        for (String nonsense :
                List.of("soon", "-1", "Fri, 99 Nov 2026 12:05:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT")) {
            assertEquals(Duration.ofMillis(2_500), least.pause(1, Optional.of(nonsense), NOW), nonsense);
        }
    }

    @Test
    @DisplayName("is for the types that were asked for")
    void wanted() {
        assertTrue(Wanted.parse("").includes("task:created"));
        Wanted some = Wanted.parse("task:*,chat:message");
        assertTrue(some.includes("task:created"));
        assertTrue(some.includes("chat:message"));
        assertFalse(some.includes("chat:edited"));
        assertFalse(some.includes("tasks:created"));
    }
}
