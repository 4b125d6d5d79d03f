package dev.tutti.base.file;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Lets so many files be at hand on this node and no more, because each takes memory or a connection to the database; and
 * so many be on their way out, because each keeps a thread of the server.
 */
@ApplicationScoped
public class FileTurns {
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    @Inject
    Settings settings;

    private Places atHand;
    private Places goingOut;

    @PostConstruct
    void open() {
        atHand = new Places(settings.files().atOnce(), Limit.FILES_AT_ONCE);
        goingOut = new Places(settings.files().exports(), Limit.EXPORTS_AT_ONCE);
    }

    /** Taken until it is closed. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A turn to take a file in, or to put one together.
     *
     * @throws Problem.NotNow when all are taken, or half of them by the same
     */
    public Turn take(UserId who) {
        return turn(atHand, who);
    }

    /**
     * A turn to send a file, which is held while it is put together too.
     *
     * @throws Problem.NotNow as above
     */
    public Turn takeOut(UserId who) {
        return turn(goingOut, who);
    }

    private static Turn turn(Places places, UserId who) {
        return places.take(who)
                .orElseThrow(() -> new Problem.NotNow(
                        ErrorCode.UNAVAILABLE,
                        "As many files as this server handles at a time, or half as many of yours, are on their way. Try again"
                                + " a little later.",
                        COME_BACK));
    }
}
