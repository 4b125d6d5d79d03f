package dev.tutti.work.comment;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** How HTTP reaches the comments on a task. */
@Path("workspaces/{workspace}/tasks/{task}/comments")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CommentResource {
    @Inject
    Comments comments;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Response list(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        Comments.Listed listed =
                comments.page(caller.get(), new TaskId(workspace, task), PageRequest.parse(limit, after));
        return Answer.at(listed.position(), listed.page());
    }

    @POST
    public Response create(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            NewComment asked,
            @Context UriInfo uri) {
        Written<CommentView> written = comments.create(caller.get(), new TaskId(workspace, task), asked);
        return Answer.created(uri, written.value().id(), written);
    }

    @GET
    @Path("{comment}")
    @OpenToKeys(Scope.READ)
    public Response find(
            @PathParam("workspace") UUID workspace, @PathParam("task") UUID task, @PathParam("comment") UUID comment) {
        return Answer.shown(comments.find(caller.get(), id(workspace, task, comment)));
    }

    @PATCH
    @Path("{comment}")
    public Response edit(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @PathParam("comment") UUID comment,
            @HeaderParam(HttpHeaders.IF_MATCH) String match,
            JsonObject patch) {
        return Answer.changed(comments.edit(caller.get(), id(workspace, task, comment), IfMatch.parse(match), patch));
    }

    @DELETE
    @Path("{comment}")
    public Response delete(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @PathParam("comment") UUID comment,
            @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(comments.delete(caller.get(), id(workspace, task, comment), IfMatch.parse(match)));
    }

    // Without a body there is nothing whose type could be wrong.
    @PUT
    @Path("{comment}/reactions/{emoji}")
    @Consumes(MediaType.WILDCARD)
    public Response react(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @PathParam("comment") UUID comment,
            @PathParam("emoji") String emoji) {
        return Answer.changed(comments.react(caller.get(), id(workspace, task, comment), new Emoji(emoji), true));
    }

    @DELETE
    @Path("{comment}/reactions/{emoji}")
    public Response unreact(
            @PathParam("workspace") UUID workspace,
            @PathParam("task") UUID task,
            @PathParam("comment") UUID comment,
            @PathParam("emoji") String emoji) {
        return Answer.changed(comments.react(caller.get(), id(workspace, task, comment), new Emoji(emoji), false));
    }

    private static CommentId id(UUID workspace, UUID task, UUID comment) {
        return new CommentId(new TaskId(workspace, task), comment);
    }
}
