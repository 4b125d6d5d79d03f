package dev.tutti.live.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * What every request goes through first, and in this order: {@link PageFilter}, {@link RequestFilter}, {@link
 * CrossOriginFilter} and {@link AddressFilter}. What one of them answers by itself has the headers of those before it.
 */
public class Entrance extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient PageFilter page;

    @Inject
    transient RequestFilter identified;

    @Inject
    transient CrossOriginFilter crossOrigin;

    @Inject
    transient AddressFilter address;

    @Override
    public void init() {
        page.init();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // As the server reads it: an address can be written in many ways.
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        boolean isCall = path.startsWith("/api/");
        FilterChain rest = chain;
        if (isCall || path.equals("/ws")) {
            rest = before(rest, address);
            rest = isCall ? before(rest, crossOrigin) : rest;
            rest = before(rest, identified);
        }
        page.doFilter(request, response, rest);
    }

    private static FilterChain before(FilterChain rest, HttpFilter filter) {
        return (request, response) -> filter.doFilter(request, response, rest);
    }
}
