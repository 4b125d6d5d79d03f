package dev.tutti.it;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An administrator: an account that is put into the database before the server starts, whose id the environment names. */
final class Root {
    private static final UUID ID = UUID.fromString(System.getenv("TUTTI_ADMINISTRATORS"));
    private static final String EMAIL = "root-" + ID + "@example.org";

    private static boolean registered;

    private Root() {}

    /** Before the first server of all has the database open. */
    static void registers() {
        if (registered) {
            return;
        }
        try (Connection connection = DatabaseAtHand.begin().getConnection()) {
            if (!isThere(connection)) {
                insert(connection);
            }
            registered = true;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Person signsIn() {
        return Person.signsIn(ServerIT.BASE, "Root", EMAIL);
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement("select 1 from account where id = ?")) {
            look.setObject(1, ID);
            return look.executeQuery().next();
        }
    }

    private static void insert(Connection connection) throws SQLException {
        String hash = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID)
                .hash(Person.PASSWORD)
                .getResult();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into account (id, email, name, password_hash, administrator, version, changed, created_at)"
                                + " values (?, ?, 'Root', ?, false, 1, '', ?)");
                PreparedStatement inbox = connection.prepareStatement(
                        "insert into stream_head (stream, epoch, seq) values (?, 'seeded', 0)")) {
            insert.setObject(1, ID);
            insert.setString(2, EMAIL);
            insert.setString(3, hash);
            insert.setObject(4, OffsetDateTime.now());
            insert.executeUpdate();
            inbox.setString(1, "inbox:" + ID);
            inbox.executeUpdate();
        }
    }
}
