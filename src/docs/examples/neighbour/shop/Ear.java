package shop;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Hears what happens in the workspace, and has it written down, as long as the shop is open. */
@ApplicationScoped
public class Ear {
    private static final System.Logger LOG = System.getLogger(Ear.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Inject
    Workspace workspace;

    @Inject
    Books books;

    private final CountDownLatch closed = new CountDownLatch(1);

    void open(@Observes Startup startup) {
        executor.execute(this::listen);
    }

    @PreDestroy
    void close() {
        closed.countDown();
    }

    private void listen() {
        try {
            while (closed.getCount() > 0) {
                try {
                    books.take(workspace.after(books.position()));
                } catch (RuntimeException notNow) {
                    LOG.log(System.Logger.Level.INFO, "not heard, and tried again: " + notNow.getMessage());
                    closed.await(ThreadLocalRandom.current().nextInt(500, 3000), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
