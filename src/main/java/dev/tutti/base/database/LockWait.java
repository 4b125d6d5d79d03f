package dev.tutti.base.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Bounds how long a statement waits for what another transaction holds. PostgreSQL by itself waits for as long as a statement
 * may take; on H2, where one transaction writes at a time, nobody waits for a row, and nothing is done here.
 */
@ApplicationScoped
public class LockWait {
    /** {@code lock_not_available} on PostgreSQL. */
    private static final String GIVEN_UP = "55P03";

    private static final String BOUNDED = "set local lock_timeout to '%dms'; %s; set local lock_timeout to default";

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

    /**
     * Carries a statement out that waits no longer than this; the rest of the transaction waits as long as it takes. Setting
     * the bound and taking it away again goes the same way to the database: three statements, one answer.
     *
     * @param statement SQL, with the parameters {@code ?1}, {@code ?2} and so on
     * @throws PersistenceException which {@link #isBehind} when it would have waited longer
     */
    public void within(Duration patience, EntityManager em, String statement, Object... parameters) {
        Query query = em.createNativeQuery(needed ? BOUNDED.formatted(patience.toMillis(), statement) : statement);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        query.executeUpdate();
    }

    /** @return whether the failure goes back to a wait that was given up */
    public static boolean isBehind(Throwable failure) {
        return SqlState.isBehind(failure, GIVEN_UP);
    }
}
