package dev.tutti.base.database;

import dev.tutti.base.metrics.Distribution;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one transaction of the embedded database write at a time; readers pass. A transaction takes its turn with its
 * first statement that neither is a plain {@code select} nor only says how to read, and gives it back when it has ended.
 *
 * <p>H2 alone does not keep what was committed (seen in 2.2.224, 2.3.232 and 2.4.240, decision 0006). When a
 * transaction that has locked a row is rolled back, H2 may put the row's old value back twice, the second time over
 * what another one, which had waited for the lock, has committed meanwhile. A journal's head went back to a number
 * that had been given out, and its workspace could not be written any more. Where nobody waits for a row, nobody is
 * overwritten.
 */
final class WriterQueue {
    private static final Set<String> ENDS = Set.of("commit", "close", "abort");

    /** The state of a wait that was given up, which H2 gives to its own too: whoever sees it may try again. */
    private static final String TIMEOUT = "HYT00";

    /** Fair, because writers who keep coming must not keep another one out. Not a lock: the container's reaper may end
     * a transaction on a thread of its own. */
    private final Semaphore turn = new Semaphore(1, true);

    private final Duration patience;
    private final Door door;

    /** Whoever has the turn comes through it. */
    interface Door {
        Door OPEN = new Door() {
            @Override
            public void enter() {
                // whoever likes to
            }

            @Override
            public void leave() {
                // and nobody is counted
            }
        };

        /** @throws SQLException when nobody may write now */
        void enter() throws SQLException;

        /** What was written is committed. */
        void leave();
    }

    /** @param patience how long a writer waits for its turn before it gets an exception */
    WriterQueue(Duration patience) {
        this(patience, Door.OPEN);
    }

    WriterQueue(Duration patience, Door door) {
        this.patience = patience;
        this.door = door;
    }

    /** @return the same connection, but for the wait before the first write of a transaction */
    Connection admit(Connection connection) {
        Visitor visitor = new Visitor(connection);
        return (Connection) Proxy.newProxyInstance(
                WriterQueue.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> visitor.call(method, arguments == null ? new Object[0] : arguments));
    }

    /** One connection, and whether it is its turn. JDBC allows one thread at a time on it. */
    private final class Visitor {
        private final Connection connection;
        private boolean writing;

        Visitor(Connection connection) {
            this.connection = connection;
        }

        Object call(Method method, Object... arguments) throws Throwable {
            String name = method.getName();
            if (!writing && begins(name, arguments)) {
                await();
            }
            try {
                Object result = method.invoke(connection, arguments);
                if (writing && name.equals("commit")) {
                    door.leave();
                }
                return result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            } finally {
                // Also when it failed: what could not be ended is thrown away by the pool, which closes it.
                if (writing && ends(name, arguments)) {
                    giveBack();
                }
            }
        }

        private boolean begins(String name, Object... arguments) throws SQLException {
            boolean statement = name.equals("createStatement") || name.startsWith("prepare");
            // Without a transaction there is nothing to be rolled back.
            return statement && !connection.getAutoCommit() && !(arguments.length > 0 && isRead(arguments[0]));
        }

        private void await() throws SQLException {
            long begin = System.nanoTime();
            try {
                writing = turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
                Distribution.WAIT_TO_WRITE.add(System.nanoTime() - begin);
            } catch (InterruptedException stopping) {
                // Nobody who calls JDBC expects it as it is.
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while waiting for a turn to write", TIMEOUT, stopping);
            }
            if (!writing) {
                throw new SQLTimeoutException(
                        "Other transactions have been writing for more than " + patience, TIMEOUT);
            }
            try {
                door.enter();
            } catch (SQLException closed) {
                giveBack();
                throw closed;
            }
        }

        private void giveBack() {
            writing = false;
            turn.release();
        }
    }

    static boolean isRead(Object statement) {
        String sql = statement.toString().strip().toLowerCase(Locale.ROOT);
        return sql.startsWith("select") && !sql.contains("for update") || sql.equals(StableViewOnH2.STATEMENT);
    }

    private static boolean ends(String name, Object... arguments) {
        // A rollback to a savepoint goes on with the transaction; whoever turns auto-commit on has committed it.
        return ENDS.contains(name)
                || name.equals("rollback") && arguments.length == 0
                || name.equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0]);
    }
}
