package dev.tutti.work.activity;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.work.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** How HTTP reaches a task's activity. */
@Path("workspaces/{workspace}/tasks/{task}/activity")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TaskActivityResource {
    @Inject
    Activity activity;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Page<Happened> list(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return activity.of(caller.get(), new TaskId(workspace, task), PageRequest.parse(limit, after));
    }
}
