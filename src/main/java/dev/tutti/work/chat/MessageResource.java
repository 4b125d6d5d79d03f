package dev.tutti.work.chat;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
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

/** How HTTP reaches the conversations of a workspace. */
@Path("workspaces/{workspace}/messages")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MessageResource {
    @Inject
    Messages messages;

    @Inject
    Conversations conversations;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Response list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("room") String room,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        Messages.Listed listed =
                messages.page(caller.get(), Conversation.of(workspace, room), PageRequest.parse(limit, after));
        return Answer.at(listed.position(), listed.page());
    }

    @POST
    public Response send(@PathParam("workspace") UUID workspace, NewMessage asked, @Context UriInfo uri) {
        Written<MessageView> written = messages.send(caller.get(), workspace, asked);
        return Answer.created(uri, written.value().id(), written);
    }

    @GET
    @Path("unread")
    public Response unread(@PathParam("workspace") UUID workspace) {
        Conversations.Listed listed = conversations.unread(caller.get(), workspace);
        return Answer.at(listed.position(), listed.unread());
    }

    @POST
    @Path("read")
    public Response read(@PathParam("workspace") UUID workspace, JsonObject sent) {
        return Answer.changed(ReadUpTo.in(workspace, sent).by(caller.get(), conversations));
    }

    @GET
    @Path("{message}")
    @OpenToKeys(Scope.READ)
    public Response find(@PathParam("workspace") UUID workspace, @PathParam("message") UUID message) {
        return Answer.shown(messages.find(caller.get(), new MessageId(workspace, message)));
    }

    @PATCH
    @Path("{message}")
    public Response edit(
            @PathParam("workspace") UUID workspace,
            @PathParam("message") UUID message,
            @HeaderParam(HttpHeaders.IF_MATCH) String match,
            JsonObject patch) {
        return Answer.changed(
                messages.edit(caller.get(), new MessageId(workspace, message), IfMatch.parse(match), patch));
    }

    @DELETE
    @Path("{message}")
    public Response delete(
            @PathParam("workspace") UUID workspace,
            @PathParam("message") UUID message,
            @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(messages.delete(caller.get(), new MessageId(workspace, message), IfMatch.parse(match)));
    }

    // Without a body there is nothing whose type could be wrong.
    @PUT
    @Path("{message}/reactions/{emoji}")
    @Consumes(MediaType.WILDCARD)
    public Response react(
            @PathParam("workspace") UUID workspace,
            @PathParam("message") UUID message,
            @PathParam("emoji") String emoji) {
        return Answer.changed(messages.react(caller.get(), new MessageId(workspace, message), new Emoji(emoji), true));
    }

    @DELETE
    @Path("{message}/reactions/{emoji}")
    public Response unreact(
            @PathParam("workspace") UUID workspace,
            @PathParam("message") UUID message,
            @PathParam("emoji") String emoji) {
        return Answer.changed(messages.react(caller.get(), new MessageId(workspace, message), new Emoji(emoji), false));
    }
}
