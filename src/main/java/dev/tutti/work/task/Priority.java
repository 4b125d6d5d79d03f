package dev.tutti.work.task;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;

/** How much a task matters, the least first. In lower case wherever it is shown. */
@JsonbTypeAdapter(Priority.Wire.class)
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** All priorities, as a pattern for requests. */
    static final String PATTERN = "low|normal|high|urgent";

    /** @return the priority as it is shown, for example {@code normal} */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param wire matches {@link #PATTERN} */
    static Priority parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** How JSON says it. */
    public static class Wire implements JsonbAdapter<Priority, String> {
        @Override
        public String adaptToJson(Priority priority) {
            return priority.wire();
        }

        @Override
        public Priority adaptFromJson(String wire) {
            return parse(wire);
        }
    }
}
