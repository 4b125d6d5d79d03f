package dev.tutti.live.socket.tyrus;

import dev.tutti.live.socket.ForcedEnd;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Ends a connection on Payara. Tyrus offers no way to, so this follows its private fields down to Grizzly's connection
 * (seen in Tyrus 2.1.5 in Payara 6.2025). It does so while the connection is young: the objects on the way are used
 * again for others afterwards, the connection itself never is.
 */
public final class TyrusForcedEnd implements ForcedEnd {
    private static final System.Logger LOG = System.getLogger(TyrusForcedEnd.class.getName());

    public TyrusForcedEnd() throws ClassNotFoundException {
        Class.forName("org.glassfish.tyrus.core.TyrusSession");
    }

    @Override
    public Runnable of(Session session) {
        try {
            Object connection = connection(session);
            return () -> terminate(connection);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            return () -> complain(changed);
        }
    }

    private static Object connection(Session session) throws ReflectiveOperationException {
        Object webSocket = field(session.getBasicRemote(), "webSocket");
        Object writer = field(field(webSocket, "protocolHandler"), "writer");
        Object upgraded = call(field(writer, "tyrusHttpUpgradeHandler"), "getWebConnection");
        Object request = call(field(upgraded, "request"), "getCoyoteRequest");
        return call(call(request, "getContext"), "getConnection");
    }

    private static void terminate(Object connection) {
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException changed) {
            complain(changed);
        }
    }

    private static void complain(Exception changed) {
        String what = "A connection could not be ended by force; it stays until its client goes";
        LOG.log(System.Logger.Level.WARNING, what, changed);
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(owner);
            } catch (NoSuchFieldException inherited) {
                continue;
            }
        }
        throw new NoSuchFieldException(owner.getClass().getName() + "." + name);
    }

    private static Object call(Object owner, String name) throws ReflectiveOperationException {
        try {
            Method method = method(owner.getClass(), name);
            method.setAccessible(true);
            return method.invoke(owner);
        } catch (InvocationTargetException failure) {
            throw new ReflectiveOperationException(failure.getCause());
        }
    }

    /** Some of the methods on the way are known to their own package only. */
    private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            try {
                return type.getDeclaredMethod(name);
            } catch (NoSuchMethodException inherited) {
                continue;
            }
        }
        return owner.getMethod(name);
    }
}
