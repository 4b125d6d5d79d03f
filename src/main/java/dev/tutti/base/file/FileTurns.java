package dev.tutti.base.file;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Lets so many files be at hand on this node and no more, because each takes memory or a connection to the database. */
@ApplicationScoped
public class FileTurns {
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    @Inject
    Settings settings;

    private Semaphore free;

    @PostConstruct
    void open() {
        free = new Semaphore(settings.files().atOnce());
    }

    /** Taken until it is closed. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Problem.NotNow when all are taken */
    public Turn take() {
        if (!free.tryAcquire()) {
            Limit.FILES_AT_ONCE.struck();
            throw new Problem.NotNow(
                    ErrorCode.UNAVAILABLE,
                    "As many files as this server handles at a time are on their way. Try again a little later.",
                    COME_BACK);
        }
        return free::release;
    }
}
