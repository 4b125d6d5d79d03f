package dev.tutti.base.database;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Writes into an embedded database without end, and says of each row that it is committed: a process to be killed. */
public final class Scribe {
    private static final int WRITERS = 3;
    static final String WORDS = "a page that is longer than most ".repeat(60);

    private Scribe() {}

    /** @param arguments the directory, and the number of the first row */
    public static void main(String... arguments) throws SQLException {
        EmbeddedDatabase database = new EmbeddedDatabase(Path.of(arguments[0]));
        AtomicLong next = new AtomicLong(Long.parseLong(arguments[1]));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists note (id bigint primary key, words varchar(4000))");
        }
        for (int i = 0; i < WRITERS; i++) {
            new Thread(() -> write(database, next, System.out)).start();
        }
    }

    /** @return the rows that are there, each of them whole */
    public static Set<Long> rows(Path directory) throws SQLException {
        Set<Long> rows = new TreeSet<>();
        try (Connection connection = new EmbeddedDatabase(directory).connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id, words from note")) {
            while (result.next()) {
                if (!result.getString(2).equals(WORDS)) {
                    throw new SQLException("Row " + result.getLong(1) + " is not what was written");
                }
                rows.add(result.getLong(1));
            }
        }
        return rows;
    }

    private static void write(EmbeddedDatabase database, AtomicLong next, PrintStream told) {
        try (Connection connection = database.connect();
                PreparedStatement insert = insert(connection)) {
            while (true) {
                long id = next.getAndIncrement();
                insert.setLong(1, id);
                insert.setString(2, WORDS);
                insert.execute();
                connection.commit();
                told.println(id);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PreparedStatement insert(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection.prepareStatement("insert into note values (?, ?)");
    }
}
