package dev.tutti.live.presence;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.json.JsonText;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Who is there, for members who do not listen all the time. */
@Path("workspaces/{workspace}/presence")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PresenceResource {
    @Inject
    Presence presence;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public JsonObject show(@PathParam("workspace") UUID workspace) {
        Roster roster = presence.of(caller.get(), StreamId.workspace(workspace));
        return JsonText.object()
                .add("online", PresenceFrames.list(roster.people()))
                .build();
    }
}
