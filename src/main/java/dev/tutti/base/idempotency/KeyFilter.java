package dev.tutti.base.idempotency;

import dev.tutti.base.config.Settings;
import dev.tutti.base.file.Upload;
import dev.tutti.base.file.UploadedFile;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.json.BoundedBody;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Stream;

/** Notices a write that came with a key. Its body is read here, because what counts is what was received. */
@Provider
@Priority(Priorities.USER)
@ApplicationScoped
public class KeyFilter implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Context
    ResourceInfo resource;

    @Inject
    CurrentCaller caller;

    @Inject
    CurrentAttempt current;

    @Inject
    Upload upload;

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (READING.contains(request.getMethod()) || !isMarked(resource.getResourceMethod())) {
            return;
        }
        Caller trying = caller.get();
        if (trying.echo().mutationId().isEmpty()) {
            return;
        }
        byte[] body = takesFile(resource.getResourceMethod())
                ? upload.bytes(trying.id(), request.getEntityStream())
                : BoundedBody.read(request.getEntityStream(), settings.client().bodyBytes());
        request.setEntityStream(new ByteArrayInputStream(body));
        current.set(Attempt.of(
                trying,
                trying.echo().mutationId().get(),
                request.getMethod(),
                request.getUriInfo().getPath(),
                body));
    }

    private static boolean takesFile(Method method) {
        return Stream.of(method.getParameterTypes()).anyMatch(UploadedFile.class::equals);
    }

    private static boolean isMarked(Method method) {
        // The declaring class, because the resource's own is a proxy, which has no annotations.
        return method != null
                && (method.isAnnotationPresent(SafeToRetry.class)
                        || method.getDeclaringClass().isAnnotationPresent(SafeToRetry.class));
    }
}
