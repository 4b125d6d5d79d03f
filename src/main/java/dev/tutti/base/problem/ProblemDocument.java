package dev.tutti.base.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** A refusal as {@code application/problem+json} (RFC 9457), with our {@code code}, {@code errors} and {@code errorId}. */
public final class ProblemDocument {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private ProblemDocument() {}

    /** @return the document for a problem of ours */
    public static JsonObject of(Problem problem) {
        JsonObjectBuilder document = start(problem.code(), problem.code().status(), problem.getMessage())
                .addAll(errors(problem.errors()));
        if (problem instanceof Problem.Gone gone) {
            document.add("reason", gone.reason());
        }
        return document.build();
    }

    /** @return the document for a refusal that the container made, such as a method that is not allowed */
    public static JsonObject of(ErrorCode code, int status, String detail) {
        return start(code, status, detail).build();
    }

    /** @return the document for a fault of ours: nothing about its cause, only the id under which it was logged */
    public static JsonObject ofFault(String errorId) {
        return start(
                        ErrorCode.INTERNAL,
                        ErrorCode.INTERNAL.status(),
                        "The server's log says more under the error's id.")
                .add("errorId", errorId)
                .build();
    }

    private static JsonObjectBuilder start(ErrorCode code, int status, String detail) {
        return JSON.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", code.title())
                .add("status", status)
                .add("detail", detail)
                .add("code", code.wire());
    }

    private static JsonObjectBuilder errors(List<FieldError> errors) {
        JsonObjectBuilder member = JSON.createObjectBuilder();
        if (errors.isEmpty()) {
            return member;
        }
        JsonArrayBuilder array = JSON.createArrayBuilder();
        errors.forEach(error -> array.add(one(error)));
        return member.add("errors", array);
    }

    private static JsonObjectBuilder one(FieldError error) {
        JsonObjectBuilder one =
                JSON.createObjectBuilder().add("field", error.field()).add("message", error.message());
        error.line().ifPresent(line -> one.add("line", line));
        return one;
    }
}
