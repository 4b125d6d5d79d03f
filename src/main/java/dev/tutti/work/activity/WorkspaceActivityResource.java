package dev.tutti.work.activity;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** How HTTP reaches a workspace's activity. */
@Path("workspaces/{workspace}/activity")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorkspaceActivityResource {
    @Inject
    Activity activity;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Page<Happened> list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return activity.in(caller.get(), workspace, PageRequest.parse(limit, after));
    }
}
