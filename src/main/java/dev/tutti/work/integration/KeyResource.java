package dev.tutti.work.integration;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How HTTP reaches the keys of integrations. Making one is not safe to retry: its reply holds the key. */
@Path("workspaces/{workspace}/keys")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {
    @Inject
    Integrations integrations;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<KeyView> list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return integrations.list(caller.get(), workspace, PageRequest.parse(limit, after));
    }

    @POST
    public Response make(@PathParam("workspace") UUID workspace, NewKey asked) {
        MadeKey made = integrations.make(caller.get(), workspace, asked);
        return Response.status(Response.Status.CREATED)
                .entity(made)
                .header(Answer.POSITION, made.position())
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    @Path("{key}")
    @SafeToRetry
    public Response revoke(@PathParam("workspace") UUID workspace, @PathParam("key") UUID key) {
        return Answer.gone(integrations.revoke(caller.get(), workspace, key));
    }
}
