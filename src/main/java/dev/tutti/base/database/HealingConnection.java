package dev.tutti.base.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * A connection that outlives the link beneath it. Neither server's pool looks whether what it gives out is still good;
 * so before a transaction's first statement this does, and goes to the database anew where it is not. Within a
 * transaction nothing is healed: what was done in it is gone.
 *
 * <p>A commit whose answer does not come is told as what it is: one of which nobody knows whether it took place
 * ({@link SqlState#IN_DOUBT}). JDBC allows one thread at a time on a connection.
 */
final class HealingConnection {
    /** What was good so short a time ago is good, unless it has been ended in so many words, or another one broke. */
    private static final Duration TRUST = Duration.ofMillis(500);
    /** How long a connection has to prove that it lives. */
    private static final int PROOF_SECONDS = 2;

    private static final Set<String> SETTERS =
            Set.of("setAutoCommit", "setReadOnly", "setTransactionIsolation", "setHoldability", "setSchema");

    /** With these a transaction was rolled back, and the database has said so. */
    private static final Pattern UNDONE = Pattern.compile("40...|23...|25P0.|55...|P0...");

    private final FirstContact.Knock maker;
    private final Breakages breakages;
    private final LongSupplier nanos;
    /** What was set, in the order in which it was, for the next link. */
    private final Map<String, Object[]> set = new LinkedHashMap<>();

    private Connection link;
    private long usedAt;
    private long broken;
    /** Whether a transaction has begun, and whether there is anything in it that its end could lose. */
    private boolean working;

    private boolean writing;
    private boolean closed;

    private HealingConnection(Connection link, FirstContact.Knock maker, Breakages breakages, LongSupplier nanos) {
        this.link = link;
        this.maker = maker;
        this.breakages = breakages;
        this.nanos = nanos;
        rest();
    }

    /** @param maker makes the next link */
    static Connection over(Connection link, FirstContact.Knock maker, Breakages breakages) {
        return over(link, maker, breakages, System::nanoTime);
    }

    static Connection over(Connection link, FirstContact.Knock maker, Breakages breakages, LongSupplier nanos) {
        HealingConnection healing = new HealingConnection(link, maker, breakages, nanos);
        return (Connection) Proxy.newProxyInstance(
                HealingConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        healing.call(proxy, method, arguments == null ? new Object[0] : arguments));
    }

    private Object call(Object proxy, Method method, Object... arguments) throws Throwable {
        String name = method.getName();
        if (SETTERS.contains(name)) {
            return remember(method, arguments);
        }
        switch (name) {
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "isClosed" -> {
                return closed;
            }
            case "close", "abort" -> {
                closed = true;
                closeQuietly(method, arguments);
                return null;
            }
            case "commit" -> {
                end(method, arguments);
                return null;
            }
            case "rollback" -> {
                return rollback(method, arguments);
            }
            case "setClientInfo", "beginRequest", "endRequest" -> {
                // The pools say so whenever they lend a connection and take it back: Payara's the first, WildFly's the
                // others. For that alone a link that is gone is not made anew; nobody could wait for it.
                if (!link.isClosed()) {
                    invoke(method, arguments);
                }
                return null;
            }
            default -> {
                return use(name, method, arguments);
            }
        }
    }

    private Object use(String name, Method method, Object... arguments) throws Throwable {
        boolean statement = name.equals("createStatement") || name.startsWith("prepare");
        if (!working && !closed && (statement || name.equals("isValid") || link.isClosed())) {
            heal();
        }
        if (statement) {
            working = !link.getAutoCommit();
            writing |= working && !isRead(arguments);
        }
        Object result = invoke(method, arguments);
        usedAt = nanos.getAsLong();
        return result;
    }

    private Object remember(Method method, Object... arguments) throws Throwable {
        if (working && method.getName().equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0])) {
            // By JDBC's rules this commits.
            end(method, arguments);
        } else if (working || !link.isClosed()) {
            invoke(method, arguments);
        }
        set.remove(method.getName());
        set.put(method.getName(), arguments);
        return null;
    }

    /** A commit, whose failure is an answer only where it is the database's. */
    private void end(Method method, Object... arguments) throws Throwable {
        boolean worked = working;
        boolean wrote = writing;
        try {
            if (worked || !link.isClosed()) {
                invoke(method, arguments);
            }
        } catch (SQLException failure) {
            noteBreakage();
            boolean undone = failure.getSQLState() != null
                    && UNDONE.matcher(failure.getSQLState()).matches();
            if (undone) {
                throw failure;
            }
            if (wrote) {
                Doubt.arise();
                throw new SQLException(
                        "It is not known whether the transaction took place", SqlState.IN_DOUBT, failure);
            }
            // There was nothing to commit, and what was read was read.
        } finally {
            rest();
        }
    }

    private Object rollback(Method method, Object... arguments) throws Throwable {
        if (arguments.length > 0) {
            return invoke(method, arguments);
        }
        try {
            if (working || !link.isClosed()) {
                invoke(method, arguments);
            }
        } catch (SQLException failure) {
            if (!link.isClosed() && !SqlState.isNoAnswer(failure)) {
                throw failure;
            }
            // A transaction whose link is gone is gone.
        } finally {
            noteBreakage();
            rest();
        }
        return null;
    }

    private void rest() {
        working = false;
        writing = false;
        usedAt = nanos.getAsLong();
    }

    private void noteBreakage() throws SQLException {
        if (link.isClosed()) {
            breakages.note();
        }
    }

    private void heal() throws SQLException {
        boolean trusted = broken == breakages.count() && nanos.getAsLong() - usedAt < TRUST.toNanos();
        if (!link.isClosed() && (trusted ? !wasEnded() : link.isValid(PROOF_SECONDS)) && !wasDemoted()) {
            broken = breakages.count();
            return;
        }
        long before = breakages.count();
        closeLink();
        link = maker.connect();
        broken = before;
        for (Map.Entry<String, Object[]> one : set.entrySet()) {
            restore(one.getKey(), one.getValue());
        }
    }

    /** A server that ends a connection says so, unasked. This looks whether it has; on {@link GlanceSockets} it waits for nothing. */
    private boolean wasEnded() {
        try {
            link.unwrap(PGConnection.class).getNotifications();
            return false;
        } catch (SQLException itsLastWord) {
            return true;
        }
    }

    /** One that others took the place of may keep its connections, and refuse what is written. It tells them so, unasked. */
    private boolean wasDemoted() throws SQLException {
        PGConnection server = link.unwrap(PGConnection.class);
        return "on".equals(server.getParameterStatus("in_hot_standby"))
                || "on".equals(server.getParameterStatus("default_transaction_read_only"));
    }

    private void restore(String name, Object... arguments) throws SQLException {
        switch (name) {
            case "setAutoCommit" -> link.setAutoCommit((Boolean) arguments[0]);
            case "setReadOnly" -> link.setReadOnly((Boolean) arguments[0]);
            case "setTransactionIsolation" -> link.setTransactionIsolation((Integer) arguments[0]);
            case "setHoldability" -> link.setHoldability((Integer) arguments[0]);
            default -> link.setSchema((String) arguments[0]);
        }
    }

    /** Whoever closes has no more use for it, and a link that is gone cannot be closed. */
    private void closeQuietly(Method method, Object... arguments) throws Throwable {
        try {
            invoke(method, arguments);
        } catch (SQLException gone) {
            noteBreakage();
        }
    }

    private void closeLink() {
        try {
            // Not close, which says goodbye and would wait for a peer that is gone.
            link.abort(Runnable::run);
        } catch (SQLException gone) {
            // as it should be
        }
    }

    private Object invoke(Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(link, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static boolean isRead(Object... arguments) {
        return arguments.length > 0
                && arguments[0] instanceof String sql
                && sql.strip().toLowerCase(Locale.ROOT).startsWith("select");
    }
}
