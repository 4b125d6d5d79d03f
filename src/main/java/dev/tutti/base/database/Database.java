package dev.tutti.base.database;

import dev.tutti.base.config.FailedStart;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Defines the data source, brings its schema up to date before anyone uses it, and lets go of it at the end. */
@DataSourceDefinition(
        name = Database.JNDI_NAME,
        className = "dev.tutti.base.database.TuttiDataSource",
        minPoolSize = 0,
        initialPoolSize = 0,
        maxPoolSize = Bulkhead.MOST + Bulkhead.SPARE,
        properties = "configSource=settings")
@ApplicationScoped
public class Database {
    /** Repeated in persistence.xml. */
    static final String JNDI_NAME = "java:app/jdbc/tutti";

    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    @Resource(lookup = JNDI_NAME)
    DataSource pool;

    /** An embedded database closes with its last connection; this one keeps it open while the pool is empty. */
    private Connection anchor;

    private boolean embedded;

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup startup) throws SQLException {
        TuttiDataSource source = new TuttiDataSource();
        Connection first = source.getConnection();
        embedded = first.getMetaData().getDatabaseProductName().equals("H2");
        if (embedded) {
            anchor = first;
        } else {
            first.close();
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source.forMigrations())
                    .locations(locations(embedded))
                    .load()
                    .migrate();
        } catch (RuntimeException failure) {
            throw FailedStart.because(failure);
        }
        LOG.log(System.Logger.Level.INFO, "The data is kept in " + source.place());
    }

    /** Also after a start that failed half-way: a database left open would refuse the next one. */
    @PreDestroy
    void stop() {
        try {
            if (anchor != null) {
                anchor.close();
            }
            // The driver manager outlives the application and would keep its class loader alive.
            for (Driver driver : List.copyOf(DriverManager.drivers().toList())) {
                if (driver.getClass().getClassLoader() == Database.class.getClassLoader()) {
                    DriverManager.deregisterDriver(driver);
                }
            }
        } catch (SQLException failure) {
            LOG.log(System.Logger.Level.WARNING, "The database did not close in order", failure);
        }
    }

    /** @return where the migrations are: those for every database, and for PostgreSQL those that are its own besides */
    static String[] locations(boolean embedded) {
        return embedded
                ? new String[] {"classpath:db/migration"}
                : new String[] {"classpath:db/migration", "classpath:db/postgresql"};
    }

    /** @return whether the database is the embedded one */
    public boolean isEmbedded() {
        return embedded;
    }

    /** @return whether a connection can be had from the pool, and answers within two seconds */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException broken) {
            return false;
        }
    }
}
