package dev.tutti.work.announcement;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How HTTP reaches what is announced to everybody. */
@Path("admin/announcements")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AnnouncementResource {
    @Inject
    Announcements announcements;

    @Inject
    CurrentCaller caller;

    @POST
    public Response make(NewAnnouncement asked) {
        return Response.status(Response.Status.CREATED)
                .entity(announcements.make(caller.get(), asked))
                .build();
    }
}
