package dev.tutti.ops;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.inspect.Cluster;
import dev.tutti.live.inspect.Connected;
import dev.tutti.live.inspect.Inspector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** What administrators see of the connections on all nodes, and end. */
@Path("admin")
@ApplicationScoped
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class InspectorResource {
    private static final System.Logger LOG = Log.of(InspectorResource.class);

    @Inject
    Inspector inspector;

    @Inject
    CurrentCaller caller;

    @GET
    @Path("nodes")
    public Cluster nodes() {
        caller.get().mustBeAdministrator();
        return inspector.numbers();
    }

    @GET
    @Path("connections")
    public Page<Connected> connections(
            @QueryParam("user") UUID user, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        caller.get().mustBeAdministrator();
        return inspector.connections(Optional.ofNullable(user).map(UserId::new), PageRequest.parse(limit, after));
    }

    @DELETE
    @Path("connections/{connection}")
    @SafeToRetry
    @Transactional
    public Response kick(@PathParam("connection") UUID connection) {
        caller.get().mustBeAdministrator();
        if (!inspector.kick(connection)) {
            throw Problem.NotFound.saying("There is no such connection any more.");
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "connection.kick id={0} by={1}",
                connection,
                caller.get().id());
        return Response.noContent().build();
    }
}
