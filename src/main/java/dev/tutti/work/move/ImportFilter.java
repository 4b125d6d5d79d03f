package dev.tutti.work.move;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.problem.Problem;
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
import java.util.UUID;

/**
 * Refuses who may not import before their file is read: whoever is signed in could otherwise keep the turns that files have
 * by sending slowly.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class ImportFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Inject
    Imports imports;

    @Inject
    CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.POST) && bringsTasks(resource.getResourceMethod())) {
            imports.permit(caller.get(), workspace(request));
        }
    }

    private static boolean bringsTasks(Method method) {
        // The declaring class, because the resource's own is a proxy.
        return method != null && method.getDeclaringClass() == ImportResource.class;
    }

    private static UUID workspace(ContainerRequestContext request) {
        try {
            return UUID.fromString(request.getUriInfo().getPathParameters().getFirst("workspace"));
        } catch (IllegalArgumentException misspelt) {
            throw new Problem.NotFound("workspace");
        }
    }
}
