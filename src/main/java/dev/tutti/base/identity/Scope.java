package dev.tutti.base.identity;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.stream.Stream;

/** What an integration key may open. */
@JsonbTypeAdapter(Scope.Wire.class)
public enum Scope {
    /** What every member may see of the workspace. */
    READ("read"),
    /** Making, changing, moving and deleting tasks. */
    TASKS_WRITE("tasks:write"),
    /** Publishing events of one's own. */
    EVENTS_WRITE("events:write");

    /** All scopes, as a pattern for requests. */
    public static final String PATTERN = "read|tasks:write|events:write";

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    /** @return the scope as it is shown, for example {@code tasks:write} */
    public String wire() {
        return wire;
    }

    /** @param wire matches {@link #PATTERN} */
    public static Scope parse(String wire) {
        return Stream.of(values())
                .filter(scope -> scope.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope"));
    }

    /** How JSON says it. */
    public static class Wire implements JsonbAdapter<Scope, String> {
        @Override
        public String adaptToJson(Scope scope) {
            return scope.wire();
        }

        @Override
        public Scope adaptFromJson(String wire) {
            return parse(wire);
        }
    }
}
