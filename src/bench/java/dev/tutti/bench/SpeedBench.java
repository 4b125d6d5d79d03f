package dev.tutti.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.bench.report.Chart;
import dev.tutti.bench.report.Json;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.report.Table;
import dev.tutti.bench.server.Tutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures Tutti beside its peers, and leaves what came of it in {@code target/bench}. It fails where something was not
 * delivered, and never because something was slow.
 */
@DisplayName("The benchmark")
class SpeedBench {
    private static final Path PLACE = Path.of("target/bench");
    private static final List<Part> PARTS = List.of(new FanOut());

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @DisplayName("measures, and everything that was sent is heard")
    void measures() throws IOException {
        Plan plan = Plan.asTold();
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        String loadBefore = loadAverage();
        Files.createDirectories(PLACE);
        try (Field field = new Field(plan)) {
            Session session = new Session(plan, field);
            for (Part part : PARTS) {
                if (plan.has(part.name())) {
                    part.measure(session);
                    tell(session, circumstances(plan, begun, loadBefore));
                }
            }
            assertTrue(session.failures().isEmpty(), () -> String.join("\n", session.failures()));
        }
    }

    /** After each part, so that what was measured is not lost with what goes wrong later. */
    private static void tell(Session session, Map<String, String> circumstances) throws IOException {
        String table = new Table(session.figures(), session.plan().beside()).text(circumstances);
        Files.writeString(PLACE.resolve("speed.md"), table);
        Files.writeString(PLACE.resolve("speed.json"), Json.text(session.figures(), circumstances));
        Optional<String> first =
                session.figures().all().stream().map(figure -> figure.part()).findFirst();
        Optional<String> chart = first.flatMap(part -> new Chart(session.figures())
                .of(part, List.of(Metric.STEADY_CPU, Metric.SATURATED_RATE, Metric.HALF_P99)));
        if (chart.isPresent()) {
            Files.writeString(PLACE.resolve("speed.svg"), chart.get());
        }
        System.out.println(table);
    }

    private static Map<String, String> circumstances(Plan plan, Instant begun, String loadBefore) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("begun", begun.toString());
        all.put("command", "mvn -Pbench verify" + told());
        all.put(
                "rounds",
                plan.rounds() + " of " + plan.time().toSeconds() + " s a measurement, after "
                        + plan.warmUp().toSeconds() + " s of warming up");
        all.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + processor()
                        + ", the load client among them; Linux " + System.getProperty("os.version"));
        all.put("load of the machine before and after", loadBefore + " · " + loadAverage());
        all.put("what else ran", plan.note().isEmpty() ? "not said" : plan.note());
        all.put("Java", System.getProperty("java.runtime.version") + ", -Xmx" + Tutti.HEAP + " each");
        for (String name : List.of("wildfly", "payara", "undertow", "tyrus", "ws", "socketio")) {
            Optional.ofNullable(System.getProperty("bench.version." + name)).ifPresent(it -> all.put(name, it));
        }
        all.put(
                "settings of Tutti",
                Tutti.SETTINGS.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .sorted()
                        .toList()
                        .toString());
        return all;
    }

    private static String told() {
        StringBuilder told = new StringBuilder();
        System.getProperties().stringPropertyNames().stream()
                .filter(name ->
                        name.startsWith("bench.") && !name.startsWith("bench.version.") && !name.equals("bench.note"))
                .sorted()
                .forEach(name -> told.append(" -D").append(name).append('=').append(System.getProperty(name)));
        return told.toString();
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
