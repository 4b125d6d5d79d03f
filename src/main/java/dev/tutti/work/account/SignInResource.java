package dev.tutti.work.account;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Author;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How HTTP reaches the caller's own sign-ins. There is no way to anybody else's. */
@Path("auth/sessions")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignInResource {
    @Inject
    SignInBook book;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<SignInView> list(@QueryParam("limit") String limit, @QueryParam("after") String after) {
        Caller asking = caller.get();
        return book.list(asking.id(), asking.credential().signIn(), PageRequest.parse(limit, after));
    }

    @DELETE
    @Path("{session}")
    public Response end(@PathParam("session") UUID session) {
        book.end(caller.get().id(), session, Author.of(caller.get()));
        return Response.noContent().build();
    }
}
