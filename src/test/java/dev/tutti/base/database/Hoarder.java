package dev.tutti.base.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes into an embedded database, and goes on when it is refused: a process for a disk that becomes full. It says of each
 * row that it is committed ({@code kept 7}), of each that it is not why ({@code refused 53100}), and now and then how many
 * can be read ({@code read 6}).
 */
public final class Hoarder {
    private static final int WRITERS = 2;
    private static final int PAUSE_MILLIS = 20;

    private Hoarder() {}

    /** @param arguments the directory, and the number of the first row */
    public static void main(String... arguments) throws SQLException {
        EmbeddedDatabase database = new EmbeddedDatabase(Path.of(arguments[0]));
        AtomicLong next = new AtomicLong(Long.parseLong(arguments[1]));
        database.hold();
        database.begun();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists note (id bigint primary key, words varchar(4000))");
        }
        for (int i = 0; i < WRITERS; i++) {
            new Thread(() -> forEver(database, connection -> write(connection, next.getAndIncrement())), "writer")
                    .start();
        }
        new Thread(() -> forEver(database, Hoarder::read), "reader").start();
    }

    /** Does one thing with a connection. */
    private interface Work {
        String carryOut(Connection connection) throws SQLException;
    }

    /** With one connection, as from a pool that never looks whether it is still good. */
    private static void forEver(EmbeddedDatabase database, Work work) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            while (true) {
                try {
                    System.out.println(work.carryOut(connection));
                } catch (SQLException failure) {
                    System.out.println("refused " + failure.getSQLState());
                    connection.rollback();
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (SQLException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String write(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into note values (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, Scribe.WORDS);
            insert.execute();
        }
        connection.commit();
        return "kept " + id;
    }

    private static String read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from note");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            String read = "read " + rows.getLong(1);
            connection.commit();
            return read;
        }
    }
}
