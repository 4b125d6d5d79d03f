package dev.tutti.work.notification;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why somebody is notified, the weightiest first where there are several reasons. In lower case wherever it is shown. */
@JsonbTypeAdapter(Kind.Wire.class)
public enum Kind {
    /** A task was given to them. */
    ASSIGNED,
    /** They were made a member of a workspace. */
    ADDED,
    /** A message or a comment names them. */
    MENTIONED,
    /** A message answers one of theirs. */
    REPLIED,
    /** There is a comment on a task that they watch. */
    COMMENTED,
    /** A task that they are to do is due soon. */
    DUE_SOON,
    /** A webhook of a workspace of theirs has failed too often. */
    WEBHOOK_PAUSED;

    /** @return the kind as it is shown, for example {@code due_soon} */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the kind that is shown so, and in no other way */
    static Optional<Kind> parse(String wire) {
        return Stream.of(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }

    /** How JSON says it. */
    public static class Wire implements JsonbAdapter<Kind, String> {
        @Override
        public String adaptToJson(Kind kind) {
            return kind.wire();
        }

        @Override
        public Kind adaptFromJson(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
