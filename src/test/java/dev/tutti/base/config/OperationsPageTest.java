package dev.tutti.base.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OPERATIONS.md")
class OperationsPageTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(TUTTI_[A-Z_]+)` \\| `?([^`|]+?)`? \\|.*", Pattern.MULTILINE);

    @Test
    @DisplayName("lists every setting with its default, and no other")
    void listsEverySetting() throws IOException {
        SettingsReader reader = new SettingsReader(name -> Optional.empty());
        reader.read();
        Map<String, String> read = reader.report()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, b) -> b, TreeMap::new));
        read.put("TUTTI_DATA_DIR", "~/.tutti");

        Map<String, String> documented = ROW.matcher(Files.readString(Path.of("src/docs/OPERATIONS.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> b, TreeMap::new));

        assertEquals(read, documented);
    }
}
