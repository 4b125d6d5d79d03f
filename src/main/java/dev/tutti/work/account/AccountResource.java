package dev.tutti.work.account;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How administrators reach the accounts over HTTP. */
@Path("admin/accounts")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {
    @Inject
    Administration administration;

    @Inject
    CurrentCaller caller;

    @GET
    public Response find(@QueryParam("email") String email) {
        return Answer.shown(administration.find(caller.get(), email));
    }

    @PATCH
    @Path("{account}")
    public Response change(
            @PathParam("account") UUID account, @HeaderParam(HttpHeaders.IF_MATCH) String match, NewStatus asked) {
        return Answer.shown(administration.change(caller.get(), new UserId(account), IfMatch.parse(match), asked));
    }

    @GET
    @Path("{account}/sessions")
    public Page<SignInView> signIns(
            @PathParam("account") UUID account, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        return administration.signIns(caller.get(), new UserId(account), PageRequest.parse(limit, after));
    }

    @DELETE
    @Path("{account}/sessions/{session}")
    public Response endSignIn(@PathParam("account") UUID account, @PathParam("session") UUID session) {
        administration.endSignIn(caller.get(), new UserId(account), session);
        return Response.noContent().build();
    }
}
