package dev.tutti.base.database;

import dev.tutti.base.config.Storage;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Where connections come from. The container creates it from {@link Database}'s definition, pools it and enlists it in
 * its transactions; so one WAR brings its database along to any server, or goes to the one that the settings name.
 */
public class TuttiDataSource implements DataSource {
    private final Connector connector;

    public TuttiDataSource() {
        this(connector(Storage.configured()));
    }

    TuttiDataSource(Connector connector) {
        this.connector = connector;
    }

    private static Connector connector(Storage storage) {
        if (storage.store().url().isEmpty()) {
            return EmbeddedDatabase.in(storage.directory());
        }
        return Postgres.of(storage.store());
    }

    /** WildFly refuses a data source definition that sets no property; this one is there to be set. */
    public void setConfigSource(String source) {
        if (!source.equals("settings")) {
            throw new IllegalArgumentException("The only source of the data source's configuration is the settings.");
        }
    }

    Connector connector() {
        return connector;
    }

    /** @return the same, for the migrations */
    DataSource forMigrations() {
        return new TuttiDataSource(connector) {
            @Override
            public Connection getConnection() throws SQLException {
                return connector.connectForMigrations();
            }
        };
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connector.connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null; // as the interface says: there is none
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // what there is to say is said through System.Logger
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the settings say it
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The data source logs through System.Logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This data source is none of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
