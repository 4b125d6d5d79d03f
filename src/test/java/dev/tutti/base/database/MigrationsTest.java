package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The migrations")
class MigrationsTest {
    private static final String OURS =
            " where lower(c.table_schema) = 'public' and lower(c.table_name) <> 'flyway_schema_history'";

    private static DataSource h2;
    private static DataSource postgres;
    private static MigrateResult migration;

    @BeforeAll
    static void migrate() {
        h2 = ScratchDatabase.h2();
        postgres = ScratchPostgres.empty();
        migration = Flyway.configure()
                .dataSource(postgres)
                .locations(Migrations.locations(false))
                .load()
                .migrate();
    }

    @Test
    @DisplayName("run on a PostgreSQL that keeps its commits, and a second time do nothing")
    void runOnPostgres() throws SQLException {
        assertEquals(List.of("on"), rows(postgres, "show fsync"));
        assertEquals(List.of("on"), rows(postgres, "show synchronous_commit"));
        assertTrue(migration.success);
        assertTrue(migration.migrationsExecuted > 0);
        assertEquals(
                0,
                Flyway.configure()
                        .dataSource(postgres)
                        .locations(Migrations.locations(false))
                        .load()
                        .migrate()
                        .migrationsExecuted);
    }

    @Test
    @DisplayName(
            "make the same columns on PostgreSQL as on H2: of the same type and length, optional in the same places")
    void sameColumns() throws SQLException {
        String columns = "select c.table_name, c.column_name, c.data_type, c.character_maximum_length, c.is_nullable"
                + " from information_schema.columns c" + OURS;

        assertEquals(schema(h2, columns), schema(postgres, columns));
    }

    @Test
    @DisplayName("make the same keys on PostgreSQL as on H2")
    void sameKeys() throws SQLException {
        String keys = "select c.table_name, c.constraint_type, k.column_name, k.ordinal_position"
                + " from information_schema.table_constraints c join information_schema.key_column_usage k"
                + " on k.constraint_schema = c.constraint_schema and k.constraint_name = c.constraint_name"
                + " and k.table_name = c.table_name" + OURS;

        assertEquals(schema(h2, keys), schema(postgres, keys));
    }

    /** What is to go is dropped in a version that comes after all nodes have stopped using it, and is allowed for here. */
    @Test
    @DisplayName("G21: only add, so that nodes of the version before run on beside those that have migrated")
    void onlyAdd() throws IOException {
        Pattern narrowing = Pattern.compile(
                "\\b(drop|rename|truncate|set not null|set data type|add constraint|alter column)\\b"
                        + "|\\badd column\\b(?=[^;]*\\bnot null\\b)(?![^;]*\\bdefault\\b)[^;]*",
                Pattern.CASE_INSENSITIVE);
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String sql = Files.readString(file).replaceAll("--.*", "");
                narrowing.matcher(sql).results().forEach(part -> found.add(file.getFileName() + ": " + part.group()));
            }
        }
        assertEquals(List.of(), found);
    }

    /** @return the rows as lines in order, in small letters, as the two write names differently */
    private static String schema(DataSource database, String query) throws SQLException {
        SortedSet<String> lines = new TreeSet<>();
        rows(database, query).forEach(row -> lines.add(row.toLowerCase(Locale.ROOT)));
        assertTrue(lines.size() > 5, "so few lines were not read from our tables");
        return String.join("\n", lines);
    }

    private static List<String> rows(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    cells.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join(" ", cells));
            }
            return rows;
        }
    }
}
