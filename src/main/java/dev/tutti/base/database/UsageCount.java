package dev.tutti.base.database;

import java.lang.reflect.Field;
import java.sql.Connection;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * H2's count of those who use the newest version of a store. With a store that was given up under them H2 counts some twice as they go, and
 * whoever begins a statement in it then waits, at full speed, until the count is above zero again, which it never is
 * ({@code MVStore.registerVersionUsage}; seen in 2.4.240). Nobody can be kept out of that loop for certain: they may be on their
 * way into it when the store is given up. So the count is raised, and they find that the store is closed.
 */
final class UsageCount {
    /** More than will ever go. */
    private static final int PLENTY = 1_000_000;

    private static final Field NEWEST = field(MVStore.class, "currentTxCounter");
    private static final Field COUNT = field(NEWEST.getType(), "counter");

    private final MVStore store;

    UsageCount(MVStore store) {
        this.store = store;
    }

    /** @return that of the store of an embedded database's connection */
    static UsageCount of(Connection connection) {
        SessionLocal session = (SessionLocal) ((JdbcConnection) connection).getSession();
        return new UsageCount(session.getDatabase().getStore().getMvStore());
    }

    /** Lets go whoever waits, and lets nobody wait. For a store that is given up: what is counted so is kept for ever. */
    void raise() {
        try {
            Object newest = NEWEST.get(store);
            if (COUNT.getInt(newest) < PLENTY) {
                COUNT.setInt(newest, 2 * PLENTY);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException another) {
            throw new IllegalStateException("This is another H2 than the one that Tutti knows", another);
        }
    }
}
