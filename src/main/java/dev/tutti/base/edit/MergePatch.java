package dev.tutti.base.edit;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A change of some fields of a thing, as a JSON merge patch (RFC 7396): a field that is not named stays, {@code null}
 * clears. Fields that cannot be changed, or that we do not know, are ignored, so that a client may send back the
 * whole thing as it was shown.
 */
public final class MergePatch {
    // The Json class looks for its provider anew at every call.
    private static final JsonProvider JSON = JsonProvider.provider();

    private final JsonObject patch;

    private MergePatch(JsonObject patch) {
        this.patch = patch;
    }

    /** @param editable the fields that may be changed at all */
    public static MergePatch of(JsonObject sent, Set<String> editable) {
        JsonObjectBuilder patch = JsonText.object();
        sent.forEach((field, value) -> {
            if (editable.contains(field)) {
                patch.add(field, value);
            }
        });
        return new MergePatch(patch.build());
    }

    /** @return the fields that it names */
    public Set<String> fields() {
        return new LinkedHashSet<>(patch.keySet());
    }

    /**
     * @param before the present state of the editable fields
     * @throws dev.tutti.base.problem.Problem.Invalid when a value is of the wrong kind
     * @throws ConstraintViolationException when the result breaks a rule
     */
    public <T> Edit<T> apply(T before, Class<T> type, Validator rules) {
        JsonObject old = StrictJson.object(JsonText.of(before));
        String merged = JSON.createMergePatch(patch).apply(old).toString();
        T after = JsonText.read(merged, type);
        Set<ConstraintViolation<T>> violations = rules.validate(after);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        JsonObjectBuilder changes = JsonText.object();
        StrictJson.object(JsonText.of(after)).forEach((field, value) -> {
            if (!value.equals(old.get(field))) {
                changes.add(field, value);
            }
        });
        return new Edit<>(after, changes.build());
    }
}
