package dev.tutti.work.webhook;

import dev.tutti.base.command.Payload;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How HTTP reaches the webhooks of a workspace. What shows a secret is not safe to retry: no copy of it is kept. */
@Path("workspaces/{workspace}/webhooks")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    @Inject
    Webhooks webhooks;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<WebhookView> list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return webhooks.list(caller.get(), workspace, PageRequest.parse(limit, after));
    }

    @POST
    public Response make(@PathParam("workspace") UUID workspace, NewWebhook asked) {
        return once(Response.status(Response.Status.CREATED), webhooks.make(caller.get(), workspace, asked));
    }

    @GET
    @Path("{webhook}")
    public WebhookView find(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook) {
        return webhooks.find(caller.get(), workspace, webhook);
    }

    @PATCH
    @Path("{webhook}")
    @SafeToRetry
    public Response edit(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook, JsonObject patch) {
        return Response.ok(webhooks.edit(caller.get(), workspace, webhook, patch))
                .build();
    }

    @DELETE
    @Path("{webhook}")
    @SafeToRetry
    public Response delete(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook) {
        webhooks.delete(caller.get(), workspace, webhook);
        return Response.noContent().build();
    }

    // Without a body there is nothing whose type could be wrong; so below.
    @POST
    @Path("{webhook}/secret")
    @Consumes(MediaType.WILDCARD)
    public Response changeSecret(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook) {
        return once(Response.ok(), webhooks.changeSecret(caller.get(), workspace, webhook));
    }

    @POST
    @Path("{webhook}/pause")
    @Consumes(MediaType.WILDCARD)
    @SafeToRetry
    public Response pause(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook) {
        return Response.ok(webhooks.pause(caller.get(), workspace, webhook)).build();
    }

    @POST
    @Path("{webhook}/resume")
    @Consumes(MediaType.WILDCARD)
    @SafeToRetry
    public Response resume(@PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook) {
        return Response.ok(webhooks.resume(caller.get(), workspace, webhook)).build();
    }

    @POST
    @Path("{webhook}/replay")
    @SafeToRetry
    public Response replay(
            @PathParam("workspace") UUID workspace, @PathParam("webhook") UUID webhook, JsonObject sent) {
        Position after = Position.parse(new Payload(sent).text("after"));
        return Response.ok(webhooks.replay(caller.get(), workspace, webhook, after))
                .build();
    }

    private static Response once(Response.ResponseBuilder response, MadeWebhook made) {
        return response.entity(made).header("Cache-Control", "no-store").build();
    }
}
