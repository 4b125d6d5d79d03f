package dev.tutti.work.move;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;

/** In which form a workspace is written. */
enum Form {
    /** All of it. */
    JSON(MediaType.APPLICATION_JSON),
    /** The tasks, for a spreadsheet. */
    CSV("text/csv; charset=utf-8");

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** @return the ending of a file's name */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem.Invalid {@code bad_value} when there is no such form */
    static Form parse(Optional<String> asked) {
        return switch (asked.orElse("json")) {
            case "json" -> JSON;
            case "csv" -> CSV;
            default -> throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "format", "must be json or csv.");
        };
    }
}
