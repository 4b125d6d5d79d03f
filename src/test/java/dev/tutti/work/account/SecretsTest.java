package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.config.ChosenSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Secrets")
class SecretsTest {
    @Test
    @DisplayName("are in no text that a log could show")
    void hidden() {
        AccountView ada = new AccountView(UUID.randomUUID(), Optional.empty(), "Ada", Optional.empty(), false, 1);
        List<Object> secretive = List.of(
                new Login("ada@example.com", "secret", false),
                new NewAccount("ada@example.com", "Ada", "secret", false),
                new Renewal("secret", false),
                new NewTicket("secret", 30),
                new SignedIn(ada, "secret", "secret", 900),
                ChosenSettings.of().tokens());

        for (Object one : secretive) {
            assertEquals(one.getClass().getSimpleName() + "[hidden]", one.toString());
        }
    }
}
