package dev.tutti.ops;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.log.Log;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * What an administrator does with journals: says that their history is another one, as after a backup was restored, so
 * that every client starts from a snapshot.
 */
@Path("admin/journals")
@ApplicationScoped
@SafeToRetry
@Transactional
@Consumes(MediaType.WILDCARD)
public class JournalsResource {
    private static final System.Logger LOG = Log.of(JournalsResource.class);

    @Inject
    Journal journal;

    @Inject
    CurrentCaller caller;

    @POST
    @Path("reset")
    public Response resetAll() {
        caller.get().mustBeAdministrator();
        journal.replaceAll();
        LOG.log(
                System.Logger.Level.WARNING,
                "journal.reset all by={0}",
                caller.get().id());
        return Response.noContent().build();
    }

    @POST
    @Path("workspaces/{workspace}/reset")
    public Response reset(@PathParam("workspace") UUID workspace) {
        caller.get().mustBeAdministrator();
        if (!journal.replace(StreamId.workspace(workspace))) {
            throw new Problem.NotFound("workspace");
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "journal.reset workspace={0} by={1}",
                workspace,
                caller.get().id());
        return Response.noContent().build();
    }
}
