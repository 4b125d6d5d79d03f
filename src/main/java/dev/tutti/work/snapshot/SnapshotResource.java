package dev.tutti.work.snapshot;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How HTTP reaches a workspace's snapshot. */
@Path("workspaces/{workspace}/snapshot")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SnapshotResource {
    @Inject
    Snapshots snapshots;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Response take(@PathParam("workspace") UUID workspace) {
        Snapshot snapshot = snapshots.take(caller.get(), workspace);
        return Answer.at(snapshot.position(), snapshot);
    }
}
