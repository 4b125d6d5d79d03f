package dev.tutti.ops;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Open;
import dev.tutti.base.metrics.Exposition;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * All that is counted and measured, in the format that monitoring systems fetch. For administrators, and for whoever has
 * the token that is set for it; it is marked as open only because that token is nobody's.
 */
@Path("metrics")
@Open
@ApplicationScoped
@Produces(MediaType.WILDCARD)
public class MetricsResource {
    private static final String SCHEME = "Bearer ";

    @Inject
    Settings settings;

    @Inject
    Authenticator authenticator;

    /** Whatever is asked for, it is OpenMetrics text. */
    @GET
    public Response metrics(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) throws IOException {
        mayWatch(authorization);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition.write(text);
        return Response.ok(text.toByteArray())
                .type(Exposition.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** @throws Problem when the credential is neither the token that is set, nor an administrator's */
    void mayWatch(String authorization) {
        String token = token(authorization);
        if (!isSet(token)) {
            authenticator.byToken(token).orThrow().mustBeAdministrator();
        }
    }

    /** Takes as long for one that is nearly right. */
    private boolean isSet(String token) {
        byte[] shown = token.getBytes(StandardCharsets.UTF_8);
        return settings.metrics()
                .token()
                .filter(right -> MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), shown))
                .isPresent();
    }

    private static String token(String header) {
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? header.substring(SCHEME.length()).strip() : "";
    }
}
