package dev.tutti.work.notification;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How HTTP reaches the caller's own notifications. There is no way to anybody else's. */
@Path("notifications")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NotificationResource {
    @Inject
    Notifications notifications;

    @Inject
    Choices choices;

    @Inject
    CurrentCaller caller;

    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("after") String after) {
        Notifications.Listed listed = notifications.list(caller.get(), PageRequest.parse(limit, after));
        return Answer.at(listed.position(), listed.page());
    }

    @POST
    @Path("read")
    public Response read(JsonObject sent) {
        return Answer.changed(notifications.read(caller.get(), ReadUpTo.parse(sent)));
    }

    @GET
    @Path("settings")
    public Response settings() {
        Written<KindSettings> found = choices.find(caller.get());
        return Answer.at(found.position(), found.value().shown());
    }

    @PATCH
    @Path("settings")
    public Response choose(JsonObject patch) {
        Written<KindSettings> written = choices.change(caller.get(), patch);
        return Answer.changed(new Written<>(written.value().shown(), written.position()));
    }
}
