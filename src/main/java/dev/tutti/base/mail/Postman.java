package dev.tutti.base.mail;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes what is in the {@link Postbox} to the mail server, one letter after the other, on a thread of its own: however
 * slow that server is, nobody else waits for it. A letter arrives at least once; twice only where a node ends between the
 * mail server's yes and our note of it.
 */
@ApplicationScoped
class Postman {
    private static final System.Logger LOG = Log.of(Postman.class);

    private static final int ROUND_SECONDS = 2;
    /** How long the end of the application waits for the letter that is on its way. */
    private static final int PATIENCE_SECONDS = 5;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Postbox box;

    @Inject
    MailServer server;

    @Inject
    Settings settings;

    private ScheduledThreadPoolExecutor timer;
    private volatile boolean stopping;

    @PostConstruct
    void prepare() {
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start(@Observes Startup startup) {
        if (box.isOpen()) {
            timer.scheduleWithFixedDelay(this::round, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        timer.shutdown();
        try {
            timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers all that is due. */
    void round() {
        try {
            Optional<DueLetter> due = box.take();
            while (due.isPresent()) {
                deliver(due.get());
                due = stopping ? Optional.empty() : box.take();
            }
        } catch (RuntimeException fault) {
            // Whatever left here would end the rounds for good.
            LOG.log(System.Logger.Level.WARNING, "Letters cannot be read now; they are tried again", fault);
        }
    }

    private void deliver(DueLetter due) {
        try {
            server.send(due.letter());
            box.forget(due.id());
        } catch (MailServer.Refused refused) {
            // Of the cause only the kind: what a mail server says may name the receiver.
            if (due.tries() + 1 < Postbox.TRIES) {
                LOG.log(System.Logger.Level.WARNING, "mail.fail letter={0} cause={1}", due.id(), refused.getMessage());
            } else {
                box.forget(due.id());
                LOG.log(
                        System.Logger.Level.ERROR,
                        "mail.given_up letter={0} cause={1}",
                        due.id(),
                        refused.getMessage());
            }
        }
    }
}
