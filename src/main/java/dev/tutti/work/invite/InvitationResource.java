package dev.tutti.work.invite;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.limit.AtRate;
import dev.tutti.base.limit.Rate;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How HTTP reaches an invitation for whoever has its code. */
@Path("invites/{code}")
@ApplicationScoped
@SafeToRetry
@AtRate(Rate.JOINS)
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class InvitationResource {
    @Inject
    Invites invites;

    @Inject
    CurrentCaller caller;

    @GET
    public Invitation look(@PathParam("code") String code) {
        return invites.look(caller.get(), code);
    }

    @POST
    @Path("accept")
    public Response accept(@PathParam("code") String code) {
        return Answer.changed(invites.accept(caller.get(), code));
    }
}
