package dev.tutti.base.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Bounds how long a transaction waits for what another one holds. PostgreSQL by itself waits for ever; on H2, where one
 * transaction writes at a time, nobody waits for a row, and nothing is done here.
 */
@ApplicationScoped
public class LockWait {
    /** {@code lock_not_available} on PostgreSQL. */
    private static final String GIVEN_UP = "55P03";

    @Resource(lookup = Database.JNDI_NAME)
    DataSource pool;

    boolean needed;

    @PostConstruct
    void prepare() {
        try (Connection connection = pool.getConnection()) {
            needed = isPostgres(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** From now on each statement of the transaction fails that waits longer. */
    public void bound(EntityManager em, Duration patience) {
        set(em, "'" + patience.toMillis() + "ms'");
    }

    /** The rest of the transaction waits as long as it takes. */
    public void release(EntityManager em) {
        set(em, "default");
    }

    /** @return whether the failure goes back to a wait that was given up */
    public static boolean isBehind(Throwable failure) {
        return SqlState.isBehind(failure, GIVEN_UP);
    }

    private void set(EntityManager em, String value) {
        if (needed) {
            em.createNativeQuery("set local lock_timeout to " + value).executeUpdate();
        }
    }
}
