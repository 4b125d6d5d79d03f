package dev.tutti.work.move;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.FieldError;
import dev.tutti.base.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: all of it is counted, and the first of it told, each with its line. */
final class Faults {
    /** As many as a person reads before the next try. */
    static final int TOLD = 100;

    private final List<FieldError> first = new ArrayList<>();
    private int found;

    void add(int line, String field, String message) {
        add(line, new FieldError(field, message));
    }

    void add(int line, FieldError error) {
        found++;
        if (first.size() < TOLD) {
            first.add(error.at(line));
        }
    }

    /** @throws Problem.Invalid when there is anything */
    void refuse() {
        if (found > 0) {
            FieldError one = first.get(0);
            String more = found == 1 ? "" : " and " + (found - 1) + " more; the first " + first.size() + " are listed";
            throw new Problem.Invalid(
                    ErrorCode.BAD_REQUEST,
                    "Nothing was imported. Line %d: %s %s%s."
                            .formatted(one.line().orElseThrow(), one.field(), one.message(), more),
                    first);
        }
    }
}
