package dev.tutti.work.notification;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which kinds of notifications somebody wants: all but those that they have switched off. */
record KindSettings(Set<Kind> unwanted) {
    static final KindSettings ALL = new KindSettings(Set.of());

    private static final String KINDS = Stream.of(Kind.values()).map(Kind::wire).collect(Collectors.joining(", "));

    KindSettings {
        unwanted = Set.copyOf(unwanted);
    }

    /** @return which of the kinds that something is, the weightiest first, it is to be told as; empty for not at all */
    Optional<Kind> choose(Set<Kind> kinds) {
        return kinds.stream().filter(kind -> !unwanted.contains(kind)).sorted().findFirst();
    }

    /**
     * @param patch kinds to be switched on or off; {@code null} for the default, which is on
     * @throws Problem.Invalid when it names what is no kind, or anything but a truth value
     */
    KindSettings with(JsonObject patch) {
        Set<Kind> off = EnumSet.noneOf(Kind.class);
        off.addAll(unwanted);
        patch.forEach((name, value) -> {
            Kind kind = Kind.parse(name).orElseThrow(KindSettings::unknown);
            if (isOn(name, value)) {
                off.remove(kind);
            } else {
                off.add(kind);
            }
        });
        return new KindSettings(off);
    }

    /** @return each kind and whether it is wanted, as people see it */
    Map<String, Boolean> shown() {
        Map<String, Boolean> shown = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            shown.put(kind.wire(), !unwanted.contains(kind));
        }
        return Collections.unmodifiableMap(shown);
    }

    private static boolean isOn(String name, JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE, NULL -> true;
            case FALSE -> false;
            default -> throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, name, "must be true or false.");
        };
    }

    /** It does not repeat what was sent, which may be anything. */
    private static Problem.Invalid unknown() {
        return new Problem.Invalid(
                ErrorCode.BAD_REQUEST,
                "This names something that is no kind of notification. The kinds are " + KINDS + ".");
    }
}
