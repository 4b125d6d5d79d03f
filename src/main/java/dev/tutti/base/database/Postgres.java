package dev.tutti.base.database;

import dev.tutti.base.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * PostgreSQL, which several nodes share. Nothing here waits for ever: by itself the driver waits a quarter of an hour
 * for a peer that is gone.
 */
final class Postgres implements Connector {
    /**
     * A node that stands still in the middle of a transaction (a debugger, a frozen machine) must not keep the others
     * from writing for longer than this, and one whose network is gone no longer than that.
     */
    private static final String GUESTS = "set idle_in_transaction_session_timeout = '10s'; set tcp_keepalives_idle = 5;"
            + " set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; set statement_timeout = '%dms'";

    private static Postgres shared;

    private final Settings.Store store;
    private final String url;
    private final FirstContact firstContact;
    private final Breakages breakages = new Breakages();
    private final Silence silence;

    Postgres(Settings.Store store, FirstContact.Time time) {
        this.store = store;
        this.url = store.url().orElseThrow();
        this.firstContact = new FirstContact(place(), store.start(), time);
        this.silence = new Silence(time.nanos());
    }

    /** @return the one of these settings; one for all data sources, of which the container makes several */
    static synchronized Postgres of(Settings.Store store) {
        if (shared == null || !shared.store.equals(store)) {
            shared = new Postgres(store, FirstContact.Time.REAL);
        }
        return shared;
    }

    @Override
    public Connection connect() throws SQLException {
        FirstContact.Knock knock = () -> silence.breakBy(this::open);
        return HealingConnection.over(firstContact.connect(knock), knock, breakages);
    }

    /** Without bounds, but for a peer that is gone: a change of a large table takes as long as it takes. */
    @Override
    public Connection connectForMigrations() throws SQLException {
        return firstContact.connect(() -> enter(Duration.ZERO));
    }

    @Override
    public void hold() {
        // it is open by itself
    }

    @Override
    public void release() {
        // and stays so
    }

    @Override
    public boolean isEmbedded() {
        return false;
    }

    @Override
    public boolean isAwaited() {
        return !firstContact.isOver();
    }

    @Override
    public void begun() {
        firstContact.end();
    }

    @Override
    public String place() {
        return url.substring("jdbc:".length()).replaceFirst("\\?.*", "");
    }

    /** @return one of its own, which nothing heals */
    Connection open() throws SQLException {
        Connection connection = enter(store.answer());
        try (Statement statement = connection.createStatement()) {
            statement.execute(GUESTS.formatted(store.statement().toMillis()));
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
        return connection;
    }

    /** @param answer how long an answer may stay away once we are in */
    private Connection enter(Duration answer) throws SQLException {
        Properties wanted = new Properties();
        store.user().ifPresent(user -> wanted.setProperty("user", user));
        store.password().ifPresent(password -> wanted.setProperty("password", password));
        wanted.setProperty("ApplicationName", "tutti");
        wanted.setProperty("tcpKeepAlive", "true");
        wanted.setProperty("socketFactory", GlanceSockets.class.getName());
        // Of several addresses the one that writes: a standby is behind.
        wanted.setProperty("targetServerType", "primary");
        String patience = Long.toString(Math.max(1, store.connect().toSeconds()));
        // For all of it: where nobody answers, the driver asks with TLS first, and then as long once more without.
        wanted.setProperty("loginTimeout", patience);
        wanted.setProperty("connectTimeout", patience);
        wanted.setProperty("socketTimeout", patience);
        Connection connection = Optional.ofNullable(new Driver().connect(url, wanted))
                .orElseThrow(() -> new SQLException("The driver does not know this kind of address.", "08001"));
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answer.toMillis()));
        return connection;
    }
}
