package dev.tutti.base.limit;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/** Keeps people and integrations to their rates, once it is known who they are and before anything is done for them. */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class RateFilter implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Context
    ResourceInfo resource;

    @Inject
    CurrentCaller current;

    @Inject
    Rates rates;

    @Override
    public void filter(ContainerRequestContext request) {
        current.find().ifPresent(caller -> keep(caller, request.getMethod(), resource.getResourceMethod()));
    }

    void keep(Caller caller, String verb, Method called) {
        rates.call(caller);
        String who = caller.id().toString();
        if (!READING.contains(verb)) {
            rates.take(Rate.WRITES, who);
        }
        marked(called).ifPresent(rate -> rates.take(rate, who));
    }

    /** The declaring class, because the resource's own may be a proxy, which has no annotations. */
    private static Optional<Rate> marked(Method called) {
        return Optional.ofNullable(called)
                .map(method -> Optional.ofNullable(method.getAnnotation(AtRate.class))
                        .orElse(method.getDeclaringClass().getAnnotation(AtRate.class)))
                .map(AtRate::value);
    }
}
