package dev.tutti.base.identity;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a request through to its resource only with an access token, or with an integration key where the resource says
 * so by {@link OpenToKeys}. What is open to anyone says so by {@link Open}; forgetting a mark closes a resource rather
 * than opening it.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class BearerFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String KEY = "Idempotency-Key";

    @Context
    ResourceInfo resource;

    @Inject
    Authenticator authenticator;

    @Inject
    CurrentCaller current;

    @Override
    public void filter(ContainerRequestContext request) {
        if (isOpen()) {
            return;
        }
        Admission admission = authenticator.byTokenOrKey(token(request));
        if (admission instanceof Admission.Admitted admitted) {
            admitted.caller().credential().grant().ifPresent(this::mustOpen);
            current.set(admitted.caller().with(echo(request)));
        } else if (admission instanceof Admission.Expired expired) {
            throw new Problem.Unauthenticated(expired.message());
        } else if (admission instanceof Admission.Refused refused) {
            throw new Problem.Unauthenticated(refused.message());
        }
    }

    private void mustOpen(Grant grant) {
        Method method = resource.getResourceMethod();
        OpenToKeys mark = method == null ? null : method.getAnnotation(OpenToKeys.class);
        if (mark == null) {
            throw new Problem.Forbidden("This is for people: an integration key does not open it.");
        }
        grant.mustHold(mark.value());
    }

    private boolean isOpen() {
        Method method = resource.getResourceMethod();
        // The declaring class, because the resource's own may be a proxy, which has no annotations.
        return method != null
                && (method.isAnnotationPresent(Open.class)
                        || method.getDeclaringClass().isAnnotationPresent(Open.class));
    }

    private static String token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? header.substring(SCHEME.length()).strip() : "";
    }

    private static Echo echo(ContainerRequestContext request) {
        return new Echo(
                Optional.ofNullable(request.getHeaderString(KEY)).map(key -> Echo.checkedKey(KEY, key)),
                Optional.ofNullable(request.getHeaderString("X-Connection-Id")).map(BearerFilter::uuid));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException misspelt) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "X-Connection-Id", "must be the connectionId from the connected frame");
        }
    }
}
