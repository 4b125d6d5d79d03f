package dev.tutti.base.database;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection to H2 that outlives the {@link Opening} in which it was made: a transaction that begins when that one is
 * over begins in the next one. A transaction under way is lost with its opening. When its commit fails, this says what it
 * knows: nothing of it was kept, or nobody can tell ({@link SqlState#IN_DOUBT}).
 *
 * <p>From a link whose opening is over nothing more is asked, not even to roll back or to close: with that H2 miscounts
 * who uses the closed store ({@link UsageCount}). H2 clears away connections that nobody refers to any more.
 */
final class ReopenedConnection {
    private static final Set<String> SETTERS =
            Set.of("setAutoCommit", "setReadOnly", "setTransactionIsolation", "setHoldability", "setSchema");

    private final Maker maker;
    /** What was set, in the order in which it was, for the next link. */
    private final Map<Method, Object[]> set = new LinkedHashMap<>();

    private Link link;
    private boolean working;
    private boolean writing;
    private boolean closed;

    /** H2's own connection, and the opening that it is good for. */
    record Link(Connection connection, Opening opening) {}

    /** Makes links in the opening of the moment. */
    interface Maker {
        Link make() throws SQLException;
    }

    private ReopenedConnection(Link link, Maker maker) {
        this.link = link;
        this.maker = maker;
    }

    static Connection by(Maker maker) throws SQLException {
        ReopenedConnection reopened = new ReopenedConnection(maker.make(), maker);
        return (Connection) Proxy.newProxyInstance(
                ReopenedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        reopened.call(proxy, method, arguments == null ? new Object[0] : arguments));
    }

    private Object call(Object proxy, Method method, Object... arguments) throws Throwable {
        String name = method.getName();
        if (SETTERS.contains(name)) {
            return remember(method, arguments);
        }
        return switch (name) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "isClosed" -> closed;
            case "close", "abort" -> close(method, arguments);
            case "commit" -> commit(method, arguments);
            case "rollback" -> rollback(method, arguments);
            // Payara's pool does so at every close. For it alone nothing is opened anew.
            case "setClientInfo" -> link.opening().isOver() ? null : invoke(method, arguments);
            default -> use(name, method, arguments);
        };
    }

    private Object use(String name, Method method, Object... arguments) throws Throwable {
        boolean statement = name.equals("createStatement") || name.startsWith("prepare");
        if (!closed && link.opening().isOver()) {
            if (working && statement) {
                // H2 might still answer, with what it has not kept.
                throw new SQLException("The file was given up during the transaction", SqlState.BROKEN);
            }
            if (!working) {
                renew();
            }
        }
        if (statement) {
            working = !link.connection().getAutoCommit();
            writing |= working && !(arguments.length > 0 && WriterQueue.isRead(arguments[0]));
        }
        return invoke(method, arguments);
    }

    private Object remember(Method method, Object... arguments) throws Throwable {
        if (working && method.getName().equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0])) {
            // By JDBC's rules this commits.
            commit(method, arguments);
        } else if (!link.opening().isOver()) {
            invoke(method, arguments);
        }
        set.remove(method);
        set.put(method, arguments);
        return null;
    }

    private Object commit(Method method, Object... arguments) throws Throwable {
        try {
            if (!link.opening().isOver()) {
                tryCommit(method, arguments);
            } else if (writing) {
                throw lost(true, new SQLException("The file was given up before the commit", SqlState.BROKEN));
            }
        } finally {
            rest();
        }
        return null;
    }

    private void tryCommit(Method method, Object... arguments) throws Throwable {
        long before = link.opening().written();
        try {
            invoke(method, arguments);
        } catch (SQLException failure) {
            noteEnd(failure);
            if (!link.opening().isOver()) {
                throw failure;
            }
            if (writing) {
                throw lost(link.opening().written() == before, failure);
            }
            // There was nothing to commit, and what was read was read.
        }
    }

    /** @param whole whether all of the transaction is lost, and not perhaps none of it */
    private SQLException lost(boolean whole, SQLException failure) {
        if (!whole) {
            Doubt.arise();
            return new SQLException("It is not known whether the transaction took place", SqlState.IN_DOUBT, failure);
        }
        Optional<IOException> reason = link.opening().failure();
        return reason.isPresent()
                ? NoRoom.because(reason.get())
                : new SQLException("The database was closed; nothing was written", SqlState.BROKEN, failure);
    }

    private Object rollback(Method method, Object... arguments) throws Throwable {
        try {
            return link.opening().isOver() ? null : invoke(method, arguments);
        } catch (SQLException failure) {
            noteEnd(failure);
            if (!link.opening().isOver()) {
                throw failure;
            }
            // What was done in an opening that is over is undone.
            return null;
        } finally {
            if (arguments.length == 0) {
                if (writing && link.opening().failure().isPresent()) {
                    NoRoom.arise();
                }
                rest();
            }
        }
    }

    private Object close(Method method, Object... arguments) throws Throwable {
        closed = true;
        try {
            return link.opening().isOver() ? null : invoke(method, arguments);
        } finally {
            relieve();
        }
    }

    /** H2 also gives a file up for reasons of its own. */
    private void noteEnd(SQLException failure) {
        if (SqlState.isClosed(failure)) {
            link.opening().end();
        }
    }

    private void renew() throws SQLException {
        link = maker.make();
        for (Map.Entry<Method, Object[]> one : set.entrySet()) {
            restore(one.getKey(), one.getValue());
        }
    }

    private void restore(Method method, Object... arguments) throws SQLException {
        try {
            method.invoke(link.connection(), arguments);
        } catch (ReflectiveOperationException failure) {
            throw new SQLException("The connection could not be set up again", SqlState.BROKEN, failure);
        }
    }

    private void rest() {
        working = false;
        writing = false;
        relieve();
    }

    private void relieve() {
        if (link.opening().isOver()) {
            link.opening().relieve();
        }
    }

    private Object invoke(Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(link.connection(), arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
