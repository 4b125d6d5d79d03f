package dev.tutti.bench.report;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** What was measured, for programs: every number of every round. */
public final class Json {
    private Json() {}

    public static String text(Figures figures, Map<String, String> circumstances) {
        JsonObjectBuilder about = jakarta.json.Json.createObjectBuilder();
        circumstances.forEach(about::add);
        JsonArrayBuilder all = jakarta.json.Json.createArrayBuilder();
        figures.all()
                .forEach(figure -> all.add(jakarta.json.Json.createObjectBuilder()
                        .add("part", figure.part())
                        .add("contender", figure.contender())
                        .add("metric", figure.metric().title())
                        .add("unit", figure.metric().unit())
                        .add("round", figure.round())
                        .add("value", figure.value())));
        JsonArrayBuilder notes = jakarta.json.Json.createArrayBuilder(figures.notes());
        return jakarta.json.Json.createObjectBuilder()
                .add("circumstances", about)
                .add("notes", notes)
                .add("figures", all)
                .build()
                .toString();
    }
}
