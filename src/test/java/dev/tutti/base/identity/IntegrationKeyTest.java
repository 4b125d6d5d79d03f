package dev.tutti.base.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The key of an integration")
class IntegrationKeyTest {
    @Test
    @DisplayName("is known by its form, and read back as it was")
    void form() {
        IntegrationKey key = IntegrationKey.random();

        assertTrue(key.reveal().matches("tutti_key_[0-9A-Za-z]{49}"));
        assertEquals(
                Optional.of(key.fingerprint()),
                IntegrationKey.parse(key.reveal()).map(IntegrationKey::fingerprint));
        assertNotEquals(key.reveal(), IntegrationKey.random().reveal());
        assertFalse(key.toString().contains(key.reveal()));
        assertFalse(key.fingerprint().contains(key.reveal()));
    }

    @Test
    @DisplayName("with a slip of the hand is none")
    void slips() {
        String good = IntegrationKey.random().reveal();
        char other = good.charAt(20) == 'x' ? 'y' : 'x';

        assertEquals(Optional.empty(), IntegrationKey.parse(good.substring(0, 20) + other + good.substring(21)));
        assertEquals(Optional.empty(), IntegrationKey.parse(good.substring(1)));
        assertEquals(Optional.empty(), IntegrationKey.parse(good + "0"));
        assertEquals(Optional.empty(), IntegrationKey.parse("tutti_key_"));
    }

    @Test
    @DisplayName("has an id by which it is told from a person")
    void id() {
        UserId integration = UserId.ofIntegration(UUID.fromString("01a1fd2e-ceb3-7513-8ef1-c2ea1bebc2fd"));

        assertEquals("01a1fd2e-ceb3-8513-8ef1-c2ea1bebc2fd", integration.toString());
        assertTrue(integration.isIntegration());
        assertFalse(new UserId(UUID.randomUUID()).isIntegration());
        assertFalse(new UserId(new UUID(0, 0)).isIntegration());
    }
}
