package dev.tutti.work.watch;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How HTTP reaches the caller's own watch of a task. There is no way to anybody else's. */
@Path("workspaces/{workspace}/tasks/{task}/watch")
@ApplicationScoped
@SafeToRetry
@Produces(MediaType.APPLICATION_JSON)
public class WatchResource {
    @Inject
    Watches watches;

    @Inject
    CurrentCaller caller;

    @GET
    public WatchView find(@PathParam("workspace") UUID workspace, @PathParam("task") UUID task) {
        return watches.find(caller.get(), new TaskId(workspace, task));
    }

    // Without a body there is nothing whose type could be wrong.
    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response begin(@PathParam("workspace") UUID workspace, @PathParam("task") UUID task) {
        return Answer.changed(watches.watch(caller.get(), new TaskId(workspace, task), true));
    }

    @DELETE
    public Response stop(@PathParam("workspace") UUID workspace, @PathParam("task") UUID task) {
        return Answer.changed(watches.watch(caller.get(), new TaskId(workspace, task), false));
    }
}
