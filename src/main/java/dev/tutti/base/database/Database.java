package dev.tutti.base.database;

import dev.tutti.base.log.Log;
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
import java.util.Optional;
import javax.sql.DataSource;

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

    private static final System.Logger LOG = Log.of(Database.class);

    @Resource(lookup = JNDI_NAME)
    DataSource pool;

    private Optional<Connector> held = Optional.empty();
    private boolean embedded;

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup startup) throws SQLException {
        TuttiDataSource source = new TuttiDataSource();
        Connector connector = source.connector();
        embedded = connector.isEmbedded();
        held = Optional.of(connector);
        // An embedded database closes with its last connection, and the pool may be empty.
        connector.hold();
        Migrations.carryOut(source);
        connector.begun();
        LOG.log(System.Logger.Level.INFO, "The data is kept in " + connector.place());
    }

    /** Also after a start that failed half-way: a database left open would refuse the next one. */
    @PreDestroy
    void stop() {
        try {
            if (held.isPresent()) {
                held.get().release();
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
