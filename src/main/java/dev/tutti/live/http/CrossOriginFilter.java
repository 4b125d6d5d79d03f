package dev.tutti.live.http;

import dev.tutti.base.config.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets pages of our own and of the listed origins read what the API answers. To all others nothing is said, and so their
 * browsers keep the answers from them. A socket needs none of this: there the handshake itself is refused.
 */
@Dependent
public class CrossOriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    /** The last three come of themselves with pages that are traced, whose every call would be refused without. */
    private static final String HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, X-Connection-Id, X-Request-Id,"
                    + " baggage, traceparent, tracestate";

    private static final String EXPOSED =
            "ETag, Idempotent-Replay, Journal-Position, Location, Retry-After, X-Request-Id";

    /** In seconds; the origins change with a new start only, but the list of headers may with a new version. */
    private static final String REMEMBERED = "600";

    @Inject
    transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // To everybody, so that no cache hands an answer for one origin to another.
        response.addHeader("Vary", "Origin");
        Optional<String> origin = new Origins(settings.door()).ofPage(request);
        origin.ifPresent(page -> allow(page, request, response));
        if (origin.isPresent() && isPreflight(request)) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", HEADERS);
            response.setHeader("Access-Control-Max-Age", REMEMBERED);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void allow(String page, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", page);
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        if (knowsCookie(request.getRequestURI())) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }

    /** Where the cookie is set, and where it counts: streams and polls. The rest of the API does not look at it. */
    private static boolean knowsCookie(String path) {
        return path.contains("/api/auth/") || path.endsWith("/events");
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }
}
