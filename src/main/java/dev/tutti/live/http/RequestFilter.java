package dev.tutti.live.http;

import dev.tutti.base.log.Trace;
import dev.tutti.base.log.Trail;
import jakarta.enterprise.context.Dependent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id, or leaves it the one that it came with, and tells it in the answer: by it a line of the log, of
 * ours or of a proxy's, is found again. Where the caller says to which trace it belongs, those lines say so too.
 */
@Dependent
public class RequestFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String HEADER = "X-Request-Id";
    /** What may stand in a log as it is; nothing that could be read as more than an id. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = id(request.getHeader(HEADER));
        if (!request.getRequestURI().endsWith("/ws")) {
            response.setHeader(HEADER, id);
        }
        Trail trail = Trail.begin("request", id);
        Trace.parse(Optional.ofNullable(request.getHeader(Trace.HEADER))).ifPresent(Trail::begin);
        try {
            chain.doFilter(request, response);
        } finally {
            trail.end();
        }
    }

    private static String id(String sent) {
        return sent != null && SANE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
