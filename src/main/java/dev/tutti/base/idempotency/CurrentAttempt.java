package dev.tutti.base.idempotency;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** What the HTTP request at hand tries, if it came with a key and to a place where that counts. */
@RequestScoped
public class CurrentAttempt {
    private Attempt attempt;

    Optional<Attempt> get() {
        return Optional.ofNullable(attempt);
    }

    void set(Attempt attempt) {
        this.attempt = attempt;
    }
}
