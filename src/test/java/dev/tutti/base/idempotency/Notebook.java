package dev.tutti.base.idempotency;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.database.Patience;
import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.database.Tries;
import dev.tutti.base.identity.Caller;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The real beans of this room as one node has them, on a scratch database, each with the transactions that it has in the
 * server. Several on one database are several nodes.
 */
public final class Notebook {
    /** What a try throws whose work has failed with a checked exception; none of the tests' does. */
    private static final class Unexpected extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Unexpected(Exception cause) {
            super(cause);
        }
    }

    public final Retries retries = new Retries();
    final Replies replies = new TransactedReplies();
    final OldReplies oldReplies = new OldReplies();

    /** Whether the answer to the next commit of a write gets lost. */
    boolean losesAnswer;

    private final ScratchDatabase database;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    public Notebook(ScratchDatabase database, Clock clock, String... settings) {
        this.database = database;
        Settings chosen = ChosenSettings.of(settings);
        replies.em = (EntityManager) Proxy.newProxyInstance(
                Notebook.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(current.get(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        replies.lockWait = Patience.of(database);
        replies.settings = chosen;
        replies.clock = clock;
        oldReplies.replies = replies;
        oldReplies.settings = chosen;
        retries.replies = replies;
        retries.tries = new Tries();
        retries.settings = chosen;
    }

    /** @return the entity manager of the transaction in which the calling thread's work runs */
    public EntityManager em() {
        return current.get();
    }

    public static Attempt attempt(Caller caller, String key, String method, String path, String body) {
        return Attempt.of(caller, key, method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Tries, with work that throws nothing but what nobody has to declare. */
    public Outcome once(Attempt attempt, Callable<Reply> work) {
        try {
            return retries.once(attempt, work);
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new Unexpected(thrown);
        }
    }

    private <T> T transacted(Supplier<T> work) {
        try {
            return database.inTransaction(em -> {
                current.set(em);
                return work.get();
            });
        } finally {
            current.remove();
        }
    }

    private final class TransactedReplies extends Replies {
        @Override
        Optional<Reply> find(Attempt attempt) {
            return current.get() == null ? transacted(() -> super.find(attempt)) : super.find(attempt);
        }

        @Override
        Outcome once(Attempt attempt, Callable<Reply> work) {
            Outcome outcome = committed(attempt, work);
            if (losesAnswer) {
                losesAnswer = false;
                throw new PersistenceException(new SQLException("no answer", "08007"));
            }
            return outcome;
        }

        private Outcome committed(Attempt attempt, Callable<Reply> work) {
            return transacted(() -> {
                try {
                    return super.once(attempt, work);
                } catch (RuntimeException thrown) {
                    throw thrown;
                } catch (Exception thrown) {
                    throw new Unexpected(thrown);
                }
            });
        }

        @Override
        public int forgetBefore(Instant then, int limit) {
            return transacted(() -> super.forgetBefore(then, limit));
        }
    }
}
