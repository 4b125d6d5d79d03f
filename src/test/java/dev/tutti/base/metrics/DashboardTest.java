package dev.tutti.base.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The dashboard (docker/grafana.json)")
class DashboardTest {
    /** A series of ours or the virtual machine's, and what stands in its braces. */
    private static final Pattern SERIES = Pattern.compile("\\b((?:tutti|jvm|process)_[a-z_]+)\\{([^}]*)}");

    private static final Pattern NAME = Pattern.compile("\\b(?:tutti|jvm|process)_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPS = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    /** Labels that Prometheus adds, and those of every histogram. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "le");

    private final JsonObject dashboard = read();
    private final Map<String, String> there = MetricsPageTest.scrape();

    @Test
    @DisplayName("asks for nothing that is not there, and not by labels that it does not have")
    void asksForWhatIsThere() {
        Set<String> wrong = new TreeSet<>();
        for (String query : queries()) {
            Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
            for (MatchResult series : SERIES.matcher(query).results().toList()) {
                String name = family(series.group(1));
                if (!there.containsKey(name)) {
                    wrong.add(series.group(1));
                }
                Set<String> own = new TreeSet<>(OF_PROMETHEUS);
                own.addAll(List.of(there.getOrDefault(name, "").replace("`", "").split(", ")));
                labels.addAll(own);
                LABEL.matcher(series.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .forEach(label -> {
                            if (!own.contains(label)) {
                                wrong.add(label + " of " + series.group(1));
                            }
                        });
            }
            GROUPS.matcher(query)
                    .results()
                    .flatMap(group -> Stream.of(group.group(1).split(",\\s*")))
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> wrong.add(label + " in " + query));
            assertEquals(
                    NAME.matcher(query).results().count(),
                    SERIES.matcher(query).results().count(),
                    query);
        }

        assertEquals(Set.of(), wrong);
    }

    @Test
    @DisplayName("shows everything that is counted and measured")
    void showsEverything() {
        Set<String> shown = queries().stream()
                .flatMap(query -> SERIES.matcher(query).results())
                .map(series -> family(series.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of(),
                there.keySet().stream()
                        .filter(name -> name.startsWith("tutti_") && !shown.contains(name))
                        .collect(Collectors.toSet()));
    }

    @Test
    @DisplayName("takes rates of counters alone, and names in a legend what its query groups by")
    void fits() {
        Pattern rated = Pattern.compile("(?:rate|increase)\\((\\w+)\\{");
        for (JsonObject target : targets()) {
            String query = target.getString("expr");
            rated.matcher(query)
                    .results()
                    .map(rate -> rate.group(1))
                    .forEach(name ->
                            assertTrue(name.matches(".*_(total|bucket|sum|count)"), () -> name + " only grows?"));
            if (query.contains("by (")) {
                String groups =
                        GROUPS.matcher(query).results().map(MatchResult::group).collect(Collectors.joining());
                IN_LEGEND
                        .matcher(target.getString("legendFormat"))
                        .results()
                        .forEach(label -> assertTrue(groups.contains(label.group(1)), () -> query));
            }
        }
    }

    @Test
    @DisplayName("has no two panels in one place, nor with one number")
    void layout() {
        Set<Integer> ids = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (JsonValue value : panels()) {
            JsonObject panel = value.asJsonObject();
            JsonObject place = panel.getJsonObject("gridPos");
            assertTrue(ids.add(panel.getInt("id")), panel::toString);
            for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                    assertTrue(x < 24 && places.add(x + ":" + y), panel::toString);
                }
            }
        }
    }

    private String family(String name) {
        String family = name.replaceAll("_(bucket|count|sum)$", "");
        return there.containsKey(family) ? family : name;
    }

    private JsonArray panels() {
        return dashboard.getJsonArray("panels");
    }

    private List<JsonObject> targets() {
        return panels().stream()
                .map(JsonValue::asJsonObject)
                .filter(panel -> panel.containsKey("targets"))
                .flatMap(panel -> panel.getJsonArray("targets").stream())
                .map(JsonValue::asJsonObject)
                .toList();
    }

    private List<String> queries() {
        return targets().stream().map(target -> target.getString("expr")).toList();
    }

    private static JsonObject read() {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(Path.of("docker/grafana.json")))) {
            return reader.readObject();
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
