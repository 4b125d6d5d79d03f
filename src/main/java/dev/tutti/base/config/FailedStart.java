package dev.tutti.base.config;

import dev.tutti.base.log.Log;

/**
 * The end of a start that cannot succeed. Both servers go on running without the application, which is right where
 * other applications run beside it; where Tutti is all that the server is for (the run command, a container),
 * {@code TUTTI_EXIT_ON_FAILED_START} makes the process end instead.
 */
public final class FailedStart {
    private static final System.Logger LOG = Log.of(FailedStart.class);

    private FailedStart() {}

    /**
     * Says why, and ends the process where that is wanted.
     *
     * @param reason one sentence about what is wrong, and one about what to do
     * @return the same, to be thrown
     */
    public static <E extends Exception> E because(E reason) {
        LOG.log(System.Logger.Level.ERROR, reason.getMessage());
        // Read from the environment itself: the configuration may be what has failed.
        if (Boolean.parseBoolean(System.getenv("TUTTI_EXIT_ON_FAILED_START"))) {
            // On a thread of its own: the servers' exit waits for the deployment that this one is in the middle of.
            new Thread(() -> Runtime.getRuntime().exit(1), "tutti-failed-start").start();
        }
        return reason;
    }
}
