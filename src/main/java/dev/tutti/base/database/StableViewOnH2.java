package dev.tutti.base.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection to H2 that understands {@link StableView#STATEMENT}. H2 has the same under another name and for the whole
 * connection; the connection goes back to a pool, so what was set for one transaction ends with it.
 */
final class StableViewOnH2 {
    static final String STATEMENT = "set session characteristics as transaction isolation level snapshot";

    private final Connection connection;
    private boolean stable;

    private StableViewOnH2(Connection connection) {
        this.connection = connection;
    }

    /** @return the same connection, but for that one statement */
    static Connection over(Connection connection) {
        StableViewOnH2 view = new StableViewOnH2(connection);
        return (Connection) Proxy.newProxyInstance(
                StableViewOnH2.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> view.call(method, arguments == null ? new Object[0] : arguments));
    }

    private Object call(Method method, Object... arguments) throws Throwable {
        if (arguments.length > 0 && StableView.STATEMENT.equals(arguments[0])) {
            stable = true;
            arguments[0] = STATEMENT;
        }
        try {
            Object result = method.invoke(connection, arguments);
            if (stable && endsTransaction(method.getName(), arguments)) {
                restore();
            }
            return result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private void restore() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        stable = false;
    }

    private static boolean endsTransaction(String name, Object... arguments) {
        return name.equals("commit")
                || name.equals("rollback") && arguments.length == 0
                || name.equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0]);
    }
}
