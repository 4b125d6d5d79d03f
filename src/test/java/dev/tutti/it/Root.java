package dev.tutti.it;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An administrator: an account that is put into the database before the server starts, whose id the settings name. */
final class Root {
    private final UUID id = UUID.randomUUID();
    private final String email = "root-" + id + "@example.org";

    /**
     * @param settings further ones, each as {@code name=value}
     * @return the built WAR with these settings more
     */
    WebArchive war(String... settings) throws SQLException {
        // First, because it waits for whoever still has the database open.
        WebArchive war = ServerIT.war();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:async:" + System.getenv("TUTTI_DATA_DIR") + "/tutti;WRITE_DELAY=0");
        database.setUser("tutti");
        database.setPassword("");
        try (Connection connection = database.getConnection()) {
            Flyway.configure().dataSource(database).load().migrate();
            register(connection);
        }
        String all = "tutti.administrators=" + id + "\n" + String.join("\n", settings);
        return war.addAsResource(new StringAsset(all), "META-INF/microprofile-config.properties");
    }

    Person signsIn() {
        return Person.signsIn(ServerIT.BASE, "Root", email);
    }

    private void register(Connection connection) throws SQLException {
        String hash = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID)
                .hash(Person.PASSWORD)
                .getResult();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into account (id, email, name, password_hash, administrator, version, changed, created_at)"
                                + " values (?, ?, 'Root', ?, false, 1, '', ?)");
                PreparedStatement inbox = connection.prepareStatement(
                        "insert into stream_head (stream, epoch, seq) values (?, 'seeded', 0)")) {
            insert.setObject(1, id);
            insert.setString(2, email);
            insert.setString(3, hash);
            insert.setObject(4, OffsetDateTime.now());
            insert.executeUpdate();
            inbox.setString(1, "inbox:" + id);
            inbox.executeUpdate();
        }
    }
}
