package dev.tutti.base.json;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/** Reads a whole number as it was written; JSON-P by itself would make 1 of 1.5, and 0 of 2^64. */
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * @param what says what the number must be, for example "must be the number of an entry"
     * @throws Problem.Invalid when the field is missing or no whole number of 64 bits
     */
    public static long in(JsonObject sent, String field, String what) {
        if (!(sent.get(field) instanceof JsonNumber number)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, field, what);
        }
        try {
            if (number.isIntegral()) {
                return number.longValueExact();
            }
        } catch (ArithmeticException tooBig) {
            // answered below, like every other number that is not whole
        }
        throw Problem.Invalid.field(ErrorCode.BAD_VALUE, field, "must be a whole number.");
    }
}
