package dev.tutti.base.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A real database with the real schema and entities, thrown away at the end, for tests of what is kept: an H2 in
 * memory, or a PostgreSQL where the build runs the same tests on one. Each transaction has an entity manager of its own,
 * as each request has in the server.
 */
public final class ScratchDatabase implements AutoCloseable {
    private final DataSource source;
    private final EntityManagerFactory factory;

    public ScratchDatabase() {
        this(Duration.ofSeconds(20));
    }

    /** @param patience how long a writer waits for its turn on H2 */
    ScratchDatabase(Duration patience) {
        this(RoundTrips.over(
                System.getProperty("tutti.scratch", "h2").equals("postgresql")
                        ? ScratchPostgres.migrated()
                        : asDeployed(h2(), patience)));
    }

    /** @param source of connections to one with the real schema */
    ScratchDatabase(DataSource source) {
        this.source = source;
        factory = over(source);
    }

    /** @return the same database as another node has it */
    public ScratchDatabase onAnotherNode() {
        return new ScratchDatabase(source);
    }

    private static EntityManagerFactory over(DataSource source) {
        return Persistence.createEntityManagerFactory(
                "tutti",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", source,
                        "jakarta.persistence.nonJtaDataSource", source));
    }

    DataSource source() {
        return source;
    }

    /** @return a new database in memory with the real schema */
    static DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    /** @return the same database behind what stands before H2 in the server too */
    private static DataSource asDeployed(DataSource h2, Duration patience) {
        WriterQueue writers = new WriterQueue(patience);
        return (DataSource) Proxy.newProxyInstance(
                ScratchDatabase.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getName().equals("getConnection")
                        ? StableViewOnH2.over(writers.admit(h2.getConnection()))
                        : method.invoke(h2, arguments));
    }

    /** Runs the work in a transaction that commits, unless the work throws. */
    public <T> T inTransaction(Function<EntityManager, T> work) {
        try (EntityManager em = factory.createEntityManager()) {
            EntityTransaction transaction = em.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(em);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }

    /** Does the work in a transaction that commits, unless the work throws. */
    public void transact(Consumer<EntityManager> work) {
        inTransaction(em -> {
            work.accept(em);
            return null;
        });
    }

    /** @return what the work asks of the database, in short: {@code insert task}, {@code lock stream_head}, {@code commit} */
    public static List<String> roundTrips(Runnable work) {
        return RoundTrips.of(work);
    }

    @Override
    public void close() {
        factory.close();
    }
}
