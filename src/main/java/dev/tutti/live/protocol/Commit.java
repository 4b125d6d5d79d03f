package dev.tutti.live.protocol;

import dev.tutti.base.metrics.Distribution;

/**
 * When an entry was committed, for as long as it is worth knowing how long it takes from there to those who hear it.
 *
 * @param at by the clock that never jumps, in nanoseconds
 * @param delivery what the time until then is added to
 */
public record Commit(long at, Distribution delivery) {
    /** The transport of one connection is being handed the entry. */
    public void delivered(long now) {
        delivery.add(now - at);
    }
}
