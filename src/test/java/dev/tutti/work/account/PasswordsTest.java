package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Passwords")
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @BeforeEach
    void prepare() {
        passwords.settings = ChosenSettings.of("TUTTI_PASSWORD_HASHING", "1");
        passwords.prepare();
    }

    @Test
    @DisplayName("E11: are kept as Argon2id at the cost that is asked for, and each hash is another one")
    void argon() {
        String hash = passwords.hash("correct horse");

        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertTrue(hash.length() <= 400, "fits its column");
        assertNotEquals(hash, passwords.hash("correct horse"));
        assertTrue(passwords.matches("correct horse", Optional.of(hash)));
        assertFalse(passwords.matches("Correct horse", Optional.of(hash)));
        assertFalse(passwords.isOutdated(hash));
    }

    @Test
    @DisplayName("E11: count to their last character, however long and in whatever script")
    void noTruncation() {
        String longOne = "\uD83D\uDC34".repeat(199);
        String hash = passwords.hash(longOne + "a");

        assertTrue(passwords.matches(longOne + "a", Optional.of(hash)));
        assertFalse(passwords.matches(longOne + "b", Optional.of(hash)));
    }

    @Test
    @DisplayName("nobody's password matches nothing")
    void nobody() {
        assertFalse(passwords.matches("nobody's", Optional.empty()));
    }

    @Test
    @DisplayName("E11: a flood is sent away; those who were let in get their answer")
    void flood() {
        int crowdSize = 10 * passwords.settings.accounts().waiting();
        ExecutorService crowd = Executors.newFixedThreadPool(crowdSize);
        List<CompletableFuture<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < crowdSize; i++) {
            tries.add(CompletableFuture.supplyAsync(this::isHashed, crowd));
        }
        long hashed =
                tries.stream().map(CompletableFuture::join).filter(done -> done).count();
        crowd.shutdown();

        assertTrue(hashed >= 1 && hashed < crowdSize, hashed + " of " + crowdSize);
    }

    private boolean isHashed() {
        try {
            return !passwords.hash("correct horse").isEmpty();
        } catch (Problem.NotNow busy) {
            return false;
        }
    }
}
