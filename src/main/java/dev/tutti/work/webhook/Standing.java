package dev.tutti.work.webhook;

import java.util.UUID;

/**
 * How it is with a webhook that is not paused.
 *
 * @param due whether it may be tried now
 * @param lag how many entries it is behind; never none where there is something to tell
 */
record Standing(UUID webhook, boolean due, long lag) {
    boolean isToBeSeenTo() {
        return due && lag > 0;
    }
}
