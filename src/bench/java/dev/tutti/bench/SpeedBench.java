package dev.tutti.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.bench.report.Chart;
import dev.tutti.bench.report.Figures;
import dev.tutti.bench.report.Json;
import dev.tutti.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final String TABLE = "speed.md";
    private static final Path PLACE = Path.of("target/bench");
    /** What a connection weighs is seen while a server has had none. */
    private static final List<Part> PARTS =
            List.of(new Idle(), new FanOut(), new Handshakes(), new Writes(), new Resumes(), new Curve());

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    @DisplayName("measures, and everything that was sent is heard")
    void measures() throws IOException {
        Plan plan = Plan.asTold();
        Circumstances circumstances = new Circumstances(plan);
        Files.createDirectories(PLACE);
        try (Field field = new Field(plan)) {
            Session session = new Session(plan, field);
            for (Part part : PARTS) {
                if (plan.has(part.name())) {
                    part.measure(session);
                    // What was measured is not lost with what goes wrong later.
                    tell(session.figures(), plan.beside(), circumstances.told());
                }
            }
            Session.say("\n" + Files.readString(PLACE.resolve(TABLE)));
            assertTrue(session.failures().isEmpty(), () -> String.join("\n", session.failures()));
        }
    }

    private static void tell(Figures figures, String beside, Map<String, String> circumstances) throws IOException {
        Chart chart = new Chart(figures);
        Map<String, String> charts = new LinkedHashMap<>();
        for (String part : figures.parts()) {
            String file = "speed-%d.svg".formatted(charts.size() + 1);
            Files.writeString(PLACE.resolve(file), chart.of(part));
            charts.put(part, file);
        }
        Files.writeString(PLACE.resolve(TABLE), new Table(figures, beside, charts).text(circumstances));
        Files.writeString(PLACE.resolve("speed.json"), Json.text(figures, circumstances));
    }
}
