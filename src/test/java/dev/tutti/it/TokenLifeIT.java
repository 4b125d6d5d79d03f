package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection whose token is about to end")
class TokenLifeIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");

    @Test
    @DisplayName("B12: is warned, and goes on with a new token of the same sign-in, but with no other")
    void refreshes() {
        try (Phone phone = connects(Duration.ofSeconds(8))) {
            long at = phone.expect("auth:expiring")
                    .getJsonObject("payload")
                    .getJsonNumber("at")
                    .longValueExact();
            assertTrue(at > Instant.now().toEpochMilli());

            assertEquals("invalid_token", refuse(phone, CraftedToken.forged(ada)));
            assertEquals("invalid_token", refuse(phone, bob.token));
            assertEquals("invalid_token", refuse(phone, ada.signsIn().token));
            assertEquals("invalid_token", refuse(phone, CraftedToken.expired(ada, Duration.ofHours(1))));

            phone.say(refresh(ada.token));
            assertTrue(phone.expect("reply").getBoolean("success"));
            // Of what the first token's end would have brought, nothing comes.
            awaitPast(at + 8_000);
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("B12: and does not get a new one is told so, and closed with 4001 after the grace")
    void ends() {
        try (Phone phone = connects(Duration.ofSeconds(1))) {
            phone.expect("auth:expiring");
            JsonObject error = phone.expect("error").getJsonObject("payload");
            assertEquals("invalid_token", error.getString("code"));
            assertEquals(4001, phone.expectClose());
        }
    }

    private Phone connects(Duration life) {
        Phone phone = Phone.dials(Phone.Handshake.bearer(CraftedToken.living(ada, life)));
        phone.expect("connected");
        return phone;
    }

    private static String refuse(Phone phone, String token) {
        return phone.refused(refresh(token)).getString("code");
    }

    private static String refresh(String token) {
        return "{\"id\":1,\"type\":\"auth:refresh\",\"payload\":{\"token\":\"" + token + "\"}}";
    }

    private static void awaitPast(long millis) {
        while (Instant.now().toEpochMilli() < millis) {
            LockSupport.parkNanos(50_000_000);
        }
    }
}
