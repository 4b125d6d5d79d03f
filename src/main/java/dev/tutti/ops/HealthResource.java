package dev.tutti.ops;

import dev.tutti.base.database.Database;
import dev.tutti.base.identity.Open;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Tells load balancers and orchestrators how the node is. */
@Path("health")
@Open
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    /** @param checks what was looked at, each {@code up} or {@code down} */
    public record Health(String status, Map<String, String> checks) {}

    @Inject
    Database database;

    @Inject
    SessionRegistry registry;

    /** Whether the process should go on; only a restart would help where it says no. */
    @GET
    @Path("live")
    public Response live() {
        return answer(Map.of());
    }

    /** Whether the node should be given work. */
    @GET
    @Path("ready")
    public Response ready() {
        return answer(Map.of("database", word(database.answers()), "connections", word(registry.hasRoom())));
    }

    private static Response answer(Map<String, String> checks) {
        boolean up = !checks.containsValue(word(false));
        return Response.status(up ? 200 : 503)
                .entity(new Health(word(up), checks))
                .build();
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
