package dev.tutti.base.identity;

import java.util.Optional;

/** Which integration keys are good today. Every answer is today's state of the database, never a cached one. */
public interface KeyRing {
    /**
     * What the key of an integration stands for.
     *
     * @param name what its workspace calls the integration
     */
    record Standing(Grant grant, String name) {}

    /** @return what the key opens, unless it never was one or was revoked */
    Optional<Standing> find(IntegrationKey key);

    /** @return whether the key was not revoked since */
    boolean holds(Grant grant);
}
