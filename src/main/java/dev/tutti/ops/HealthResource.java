package dev.tutti.ops;

import dev.tutti.base.database.Database;
import dev.tutti.base.identity.Open;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells load balancers and orchestrators how the node is. */
@Path("health")
@Open
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private static final String DEGRADED = "degraded";

    /** @param checks what was looked at, each {@code up}, {@code degraded} or {@code down} */
    public record Health(String status, Map<String, String> checks) {}

    @Inject
    Database database;

    @Inject
    SessionRegistry registry;

    @Inject
    Bus bus;

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
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put("database", word(database.answers()));
        checks.put("connections", word(registry.hasRoom()));
        if (bus.state() != Bus.State.ALONE) {
            // Without it a node is slower, and as right as with it: no reason to give it no work.
            checks.put("bus", bus.state() == Bus.State.UP ? word(true) : DEGRADED);
        }
        return answer(checks);
    }

    private static Response answer(Map<String, String> checks) {
        boolean up = !checks.containsValue(word(false));
        String status = up && checks.containsValue(DEGRADED) ? DEGRADED : word(up);
        return Response.status(up ? 200 : 503)
                .entity(new Health(status, checks))
                .build();
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
