package dev.tutti.base.identity;

import java.security.Key;
import java.util.Optional;

/** Where the public keys of the outside identity provider come from. */
interface OutsideKeys {
    /**
     * @param id the token's {@code kid}, if it has one
     * @return the key to verify it with
     */
    Optional<Key> find(Optional<String> id);
}
