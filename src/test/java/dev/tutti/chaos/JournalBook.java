package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stopped node has in its database. The journal is the one oracle of chaos: whatever was killed, each client's
 * list equals the journal from its start.
 */
final class JournalBook {
    /** An entry as it is kept. */
    record Line(long seq, String type, String payload) {}

    private JournalBook() {}

    /** @return a workspace's entries, which must be numbered from 1 without a hole, up to the journal's head */
    static List<Line> read(Path data, String workspace) {
        String url = "jdbc:h2:" + data.resolve("tutti") + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "tutti", "")) {
            List<Line> lines = lines(connection, workspace);
            assertEquals(
                    List.of(),
                    new Checker(lines).numbers(head(connection, workspace)).findings());
            return lines;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @return a workspace's entries, however they are numbered */
    static List<Line> lines(Connection connection, String workspace) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select seq, type, payload from journal_line where stream = ? order by seq")) {
            query.setString(1, "workspace:" + workspace);
            List<Line> lines = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add(new Line(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
            return lines;
        }
    }

    /** @return which number the workspace gave last */
    static long head(Connection connection, String workspace) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select seq from stream_head where stream = ?")) {
            query.setString(1, "workspace:" + workspace);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
