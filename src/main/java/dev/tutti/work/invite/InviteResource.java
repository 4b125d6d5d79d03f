package dev.tutti.work.invite;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.limit.AtRate;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
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

/** How HTTP reaches the invitations of a workspace. Making one is not safe to retry: its reply holds the code. */
@Path("workspaces/{workspace}/invites")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InviteResource {
    @Inject
    Invites invites;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<InviteView> list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return invites.list(caller.get(), workspace, PageRequest.parse(limit, after));
    }

    @POST
    @AtRate(Rate.INVITES)
    public Response make(@PathParam("workspace") UUID workspace, NewInvite asked) {
        return Response.status(Response.Status.CREATED)
                .entity(invites.make(caller.get(), workspace, asked))
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    @Path("{invite}")
    @SafeToRetry
    public Response revoke(@PathParam("workspace") UUID workspace, @PathParam("invite") UUID invite) {
        invites.revoke(caller.get(), workspace, invite);
        return Response.noContent().build();
    }
}
