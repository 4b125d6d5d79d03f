package dev.tutti.base.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Connections that are used again, as those of a server's pool: without a look whether they are still good. It keeps as
 * many as were ever taken at once.
 */
final class ScratchPool extends TuttiDataSource {
    private final Queue<Connection> free = new ConcurrentLinkedQueue<>();

    ScratchPool(Connector connector) {
        super(connector);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection kept = free.poll();
        return lend(kept == null ? super.getConnection() : kept);
    }

    private Connection lend(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ScratchPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        free.add(connection);
                        return null;
                    }
                    return call(connection, method, arguments);
                });
    }

    private static Object call(Connection connection, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
