package dev.tutti.base.edit;

import dev.tutti.base.config.Settings;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Set;

/**
 * Refuses a change or a deletion that does not say which version its writer has seen, where the setting asks for that.
 * Which calls can say it, their parameters tell; a move says what it wants by its neighbours and need not.
 */
@Provider
@Priority(Priorities.USER)
@ApplicationScoped
public class IfMatchFilter implements ContainerRequestFilter {
    private static final Set<String> CHANGING = Set.of(HttpMethod.PATCH, HttpMethod.DELETE);

    @Context
    ResourceInfo resource;

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        if (settings.client().versioned()
                && CHANGING.contains(request.getMethod())
                && request.getHeaderString(HttpHeaders.IF_MATCH) == null
                && takesVersion()) {
            throw new Problem.Invalid(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the version that you have seen, or * to overwrite whatever is there.");
        }
    }

    private boolean takesVersion() {
        return Arrays.stream(resource.getResourceMethod().getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .anyMatch(header -> header != null && header.value().equals(HttpHeaders.IF_MATCH));
    }
}
