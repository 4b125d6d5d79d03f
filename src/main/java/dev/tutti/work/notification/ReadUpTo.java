package dev.tutti.work.notification;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/** How far somebody says that they have read, over HTTP and over the socket alike. */
final class ReadUpTo {
    private ReadUpTo() {}

    /** @throws Problem.Invalid when {@code upTo} is missing or no whole number of 64 bits */
    static long parse(JsonObject sent) {
        if (!(sent.get("upTo") instanceof JsonNumber number)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "upTo", "must be the number of an entry of your inbox.");
        }
        try {
            // JSON-P by itself would make 1 of 1.5, and 0 of 2^64.
            if (number.isIntegral()) {
                return number.longValueExact();
            }
        } catch (ArithmeticException tooBig) {
            // answered below, like every other number that none has
        }
        throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "upTo", "must be a whole number.");
    }
}
