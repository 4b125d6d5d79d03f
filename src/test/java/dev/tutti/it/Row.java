package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a table of {@code src/test/resources/roles}: what somebody asks, what they send with it, and what comes of it
 * for each of the cast.
 */
record Row(String asked, String sent, Map<String, String> answers) {
    /** Stands in a table where somebody is not to ask. */
    private static final String UNTRIED = "-";

    /** @return the rows of a table, whose first line names the cast */
    static List<Row> of(String table) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Row.class.getResourceAsStream("/roles/" + table + ".txt"), StandardCharsets.UTF_8))) {
            List<String[]> rows = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|"))
                    .toList();
            assertEquals(Stage.CAST, words(rows.get(0)[2]), table);
            return rows.stream().skip(1).map(Row::parse).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row parse(String[] cells) {
        List<String> words = words(cells[2]);
        assertEquals(Stage.CAST.size(), words.size(), cells[0]);
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            answers.put(Stage.CAST.get(i), words.get(i));
        }
        return new Row(cells[0].strip().replaceAll(" +", " "), cells[1].strip(), answers);
    }

    private static List<String> words(String cell) {
        return List.of(cell.strip().split(" +"));
    }

    boolean isTriedBy(String role) {
        return !answers.get(role).equals(UNTRIED);
    }

    String method() {
        return asked.split(" ")[0];
    }

    String path() {
        return asked.split(" ")[1];
    }

    boolean isStream() {
        return toString().equals("GET events");
    }

    /** @return what is asked, without its parameters */
    @Override
    public String toString() {
        return asked.replaceAll("\\?.*", "");
    }
}
