package dev.tutti.ops;

import dev.tutti.base.database.Database;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

@Path("health")
@PermitAll
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    @Inject
    Database database;

    @GET
    @Path("live")
    public Response live() {
        return Response.ok(Map.of("status", "up")).build();
    }

    @GET
    @Path("ready")
    public Response ready() {
        return Response.ok(Map.of("status", database.answers() ? "up" : "down")).build();
    }
}
