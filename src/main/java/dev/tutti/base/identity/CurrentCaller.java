package dev.tutti.base.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who makes the HTTP request at hand. The bearer filter sets it; a resource that is open to anyone has none. */
@RequestScoped
public class CurrentCaller {
    private Caller caller;

    /** @throws IllegalStateException when the request needs no credential and so has no caller */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("This resource is open to anyone, so nobody in particular calls it.");
        }
        return caller;
    }

    /** @return nobody, when the request needs no credential */
    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    void set(Caller caller) {
        this.caller = caller;
    }
}
