package dev.tutti.work.event;

import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.journal.Written;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** How other systems publish over HTTP. Those who poll the same address do not come by here (decision 0009). */
@Path("workspaces/{workspace}/events")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {
    @Inject
    Events events;

    @Inject
    CurrentCaller caller;

    @POST
    @OpenToKeys(Scope.EVENTS_WRITE)
    public Response publish(@PathParam("workspace") UUID workspace, JsonObject sent) {
        Written<Published> written = events.publish(caller.get(), workspace, NewEvent.in(sent));
        return Answer.told(written);
    }
}
