package dev.tutti.base.database;

import dev.tutti.base.config.Settings;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * PostgreSQL's own way of telling whoever listens ({@code LISTEN}, {@code NOTIFY}), over a connection beside the pool. One
 * thread at a time; it is over with its first failure.
 */
public final class Notices implements AutoCloseable {
    /** Fewer than PostgreSQL takes, in bytes of text. */
    public static final int MOST_BYTES = 7_900;

    /** What we call channels, so that nothing needs to be quoted. */
    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9:-]{1,63}");

    private final Connection connection;

    /** @param channel on which it came */
    public record Notice(String channel, String text) {}

    private Notices(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException when the database does not let us in, or not in time */
    public static Notices open(Settings.Store store) throws SQLException {
        return new Notices(new Postgres(store, FirstContact.Time.REAL).open());
    }

    /** When this returns, what is told from then on is heard. */
    public void listen(Collection<String> channels) throws SQLException {
        execute("listen", channels);
    }

    public void unlisten(Collection<String> channels) throws SQLException {
        execute("unlisten", channels);
    }

    /** Tells these, in order, with one commit. */
    public void tell(List<Notice> notices) throws SQLException {
        String sql =
                "select pg_notify(channel, text) from unnest(?, ?) with ordinality as n (channel, text, i) order by i";
        Array channels = connection.createArrayOf(
                "text", notices.stream().map(Notice::channel).toArray());
        Array texts = connection.createArrayOf(
                "text", notices.stream().map(Notice::text).toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, channels);
            statement.setArray(2, texts);
            statement.execute();
        }
    }

    /** @return what has come, perhaps nothing, after at most so long */
    public List<Notice> await(int millis) throws SQLException {
        List<Notice> heard = new ArrayList<>();
        PGNotification[] come = connection.unwrap(PGConnection.class).getNotifications(millis);
        if (come != null) {
            for (PGNotification one : come) {
                heard.add(new Notice(one.getName(), one.getParameter()));
            }
        }
        return heard;
    }

    /** @throws SQLException when the other end does not answer in time */
    public void probe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** Without a word to the other end, which may be one that takes none. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            // as it should be
        }
    }

    private void execute(String verb, Collection<String> channels) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String channel : channels) {
            if (!CHANNEL.matcher(channel).matches()) {
                throw new IllegalArgumentException(channel);
            }
            all.append(verb).append(" \"").append(channel).append("\"; ");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(all.toString());
        }
    }
}
