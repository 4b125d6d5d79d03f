package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a webhook is for")
class WantedTest {
    @Test
    @DisplayName("is a bulk, too, whatever types it names: any of them may be in it")
    void bulk() {
        Wanted wanted = Wanted.parse("task:created,chat:*");

        assertTrue(wanted.includes("task:created"));
        assertTrue(wanted.includes("chat:edited"));
        assertFalse(wanted.includes("task:moved"));
        assertTrue(wanted.includes("bulk"));
    }
}
