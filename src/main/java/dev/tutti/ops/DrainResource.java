package dev.tutti.ops;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.log.Log;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What an administrator does before a planned restart of this node: it is given no new work, and everybody who is connected
 * is asked to move, a few at a time. Calls are answered as before.
 */
@Path("admin/drain")
@ApplicationScoped
@SafeToRetry
@Transactional
@Consumes(MediaType.WILDCARD)
public class DrainResource {
    private static final System.Logger LOG = Log.of(DrainResource.class);

    /**
     * @param connections how many there are now
     * @param seconds how long it takes until the last of them is asked to go
     */
    public record Draining(int connections, long seconds) {}

    @Inject
    SessionRegistry registry;

    @Inject
    CurrentCaller caller;

    /** Begins it; a second call changes nothing, and tells how many are left. */
    @POST
    public Response drain() {
        caller.get().mustBeAdministrator();
        int connections = registry.count();
        Draining draining = new Draining(connections, registry.drain().toSeconds());
        LOG.log(
                System.Logger.Level.WARNING,
                "node.drain connections={0} by={1}",
                connections,
                caller.get().id());
        return Response.accepted(draining).build();
    }
}
