package dev.tutti.work.task;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** How HTTP reaches the tasks of a workspace. */
@Path("workspaces/{workspace}/tasks")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {
    @Inject
    Tasks tasks;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Page<TaskView> list(
            @PathParam("workspace") UUID workspace,
            @BeanParam TaskQuery query,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        TaskFilter filter = tasks.filter(caller.get(), query.conditions());
        return tasks.list(
                caller.get(), workspace, query.trashed() ? filter.inTrash() : filter, PageRequest.parse(limit, after));
    }

    @POST
    @OpenToKeys(Scope.TASKS_WRITE)
    public Response create(@PathParam("workspace") UUID workspace, NewTask asked, @Context UriInfo uri) {
        Written<TaskView> written = tasks.create(caller.get(), workspace, asked);
        return Answer.created(uri, written.value().id(), written);
    }

    @GET
    @Path("{task}")
    @OpenToKeys(Scope.READ)
    public Response find(@PathParam("workspace") UUID workspace, @PathParam("task") UUID task) {
        return Answer.shown(tasks.find(caller.get(), new TaskId(workspace, task)));
    }

    @PATCH
    @Path("{task}")
    @OpenToKeys(Scope.TASKS_WRITE)
    public Response edit(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @HeaderParam(HttpHeaders.IF_MATCH) String match,
            JsonObject patch) {
        return Answer.changed(tasks.edit(caller.get(), new TaskId(workspace, task), IfMatch.parse(match), patch));
    }

    @POST
    @Path("{task}/move")
    @OpenToKeys(Scope.TASKS_WRITE)
    public Response move(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @HeaderParam(HttpHeaders.IF_MATCH) String match,
            MoveTask move) {
        return Answer.changed(tasks.move(caller.get(), new TaskId(workspace, task), IfMatch.parse(match), move));
    }

    @DELETE
    @Path("{task}")
    @OpenToKeys(Scope.TASKS_WRITE)
    public Response trash(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(tasks.trash(caller.get(), new TaskId(workspace, task), IfMatch.parse(match)));
    }

    // Without a body there is nothing whose type could be wrong.
    @POST
    @Path("{task}/restore")
    @Consumes(MediaType.WILDCARD)
    @OpenToKeys(Scope.TASKS_WRITE)
    public Response restore(@PathParam("workspace") UUID workspace, @PathParam("task") UUID task) {
        return Answer.changed(tasks.restore(caller.get(), new TaskId(workspace, task)));
    }
}
