package dev.tutti.live.checkup;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * How a request from a page came here. It says of no header what is in it: what a proxy puts there may be of an inner network.
 *
 * @param now in milliseconds
 * @param origin whether such a page may connect: {@code allowed}, {@code refused}, or {@code missing} where no header says so
 * @param originKept whether the header is what the page says
 * @param hostKept whether it came under the host and port that the page says
 * @param schemeKept whether it came under the page's scheme
 * @param forwarded whether a proxy said for whom it asks: {@code missing}, {@code believed} or {@code unbelieved}
 * @param cookie whether the cookie of the page came along
 * @param handshake what came of the handshake that the page asks about: {@code accepted}, what was wrong with it, or {@code
 *     unseen} where it did not come to this node
 */
@JsonbPropertyOrder({"now", "origin", "originKept", "hostKept", "schemeKept", "forwarded", "cookie", "handshake"})
public record Arrival(
        long now,
        String origin,
        boolean originKept,
        boolean hostKept,
        boolean schemeKept,
        String forwarded,
        boolean cookie,
        String handshake) {}
