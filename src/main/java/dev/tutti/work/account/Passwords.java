package dev.tutti.work.account;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords, with Argon2id at a cost that a guesser feels. We feel it too: only a few are hashed at the same
 * time, a few more wait, and the rest are sent away before they can take the node's memory.
 */
@ApplicationScoped
class Passwords {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The least that OWASP's password storage guide asks of Argon2id; an older hash is renewed at the next login. */
    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private final Argon2Function today = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    @Inject
    Settings settings;

    /** One permit for each that hashes or waits. */
    private Semaphore admitted = new Semaphore(0);

    /** One permit for each that hashes; fair, so that nobody waits for ever. */
    private Semaphore hashing = new Semaphore(0);

    /** A hash of nobody's password, for those who try an address that nobody has. */
    private String nobodys = "";

    @PostConstruct
    void prepare() {
        int atOnce = settings.accounts().hashing();
        admitted = new Semaphore(atOnce + settings.accounts().waiting());
        hashing = new Semaphore(atOnce, true);
        nobodys = today.hash("nobody's").getResult();
    }

    @PreDestroy
    void forget() {
        HasherHooks.remove();
    }

    /** @throws Problem.NotNow when too many passwords are being hashed already */
    String hash(String password) {
        return inTurn(() -> today.hash(password).getResult());
    }

    /**
     * Takes the same time for an account that does not exist.
     *
     * @param hash empty for nobody's; then nothing matches
     * @throws Problem.NotNow when too many passwords are being hashed already
     */
    boolean matches(String password, Optional<String> hash) {
        String against = hash.orElse(nobodys);
        boolean equal = inTurn(() -> compare(password, against));
        return equal && hash.isPresent();
    }

    /** The costly part, alone. */
    boolean compare(String password, String hash) {
        return Argon2Function.getInstanceFromHash(hash).check(password, hash);
    }

    /** @return whether it was made at another cost than today's */
    boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(today);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!admitted.tryAcquire()) {
            Limit.PASSWORDS_WAITING.struck();
            throw busy();
        }
        try {
            if (hashing.availablePermits() == 0) {
                Limit.PASSWORD_HASHING.struck();
            }
            if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try {
                return work.get();
            } finally {
                hashing.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            admitted.release();
        }
    }

    private static Problem busy() {
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE, "Too many people are signing in at this moment. Try again.", PATIENCE);
    }
}
