package dev.tutti.work.notification;

import dev.tutti.base.json.WholeNumber;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonObject;

/** How far somebody says that they have read, over HTTP and over the socket alike. */
final class ReadUpTo {
    private ReadUpTo() {}

    /** @throws Problem.Invalid when {@code upTo} is missing or no whole number of 64 bits */
    static long parse(JsonObject sent) {
        return WholeNumber.in(sent, "upTo", "must be the number of an entry of your inbox.");
    }
}
