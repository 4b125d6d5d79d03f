package dev.tutti.chaos;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/**
 * What a server answers that stands there without Tutti, as it does while it starts or ends, and at no other time
 * (PROTOCOL.md, section 8).
 *
 * @param at by {@link System#nanoTime}
 */
record Bare(String heardBy, int status, long at) {
    private static final Set<Integer> STATUSES = Set.of(403, 404, 405, 500);

    static Optional<Bare> of(String heardBy, HttpResponse<String> answer) {
        return Optional.of(new Bare(heardBy, answer.statusCode(), System.nanoTime()))
                .filter(bare -> STATUSES.contains(bare.status()) && !PlainHttp.isTuttis(answer));
    }
}
