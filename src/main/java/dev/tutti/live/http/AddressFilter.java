package dev.tutti.live.http;

import dev.tutti.base.limit.Addresses;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps each address to a rate, before anything is looked up for it. Those who ask how the node is are let through: an
 * orchestrator that gets no answer ends it.
 */
@Dependent
public class AddressFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Rates rates;

    @Inject
    transient Addresses addresses;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            if (!isAboutHealth(request)) {
                rates.take(Rate.CALLS, Addresses.place(addresses.of(request)));
            }
        } catch (Problem.NotNow tooMany) {
            Refusal.of(tooMany).send(response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isAboutHealth(HttpServletRequest request) {
        return request.getRequestURI()
                .substring(request.getContextPath().length())
                .startsWith("/api/health/");
    }
}
