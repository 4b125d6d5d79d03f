package dev.tutti.work.workspace;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** How HTTP reaches the workspaces. */
@Path("workspaces")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WorkspaceResource {
    @Inject
    Workspaces workspaces;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<WorkspaceView> mine(@QueryParam("limit") String limit, @QueryParam("after") String after) {
        return workspaces.mine(caller.get(), PageRequest.parse(limit, after));
    }

    @POST
    public Response create(NewWorkspace asked, @Context UriInfo uri) {
        Written<WorkspaceView> written = workspaces.create(caller.get(), asked);
        return Answer.created(uri, written.value().id(), written);
    }

    @GET
    @Path("{workspace}")
    @OpenToKeys(Scope.READ)
    public Response find(@PathParam("workspace") UUID workspace) {
        return Answer.shown(workspaces.find(caller.get(), workspace));
    }

    @PATCH
    @Path("{workspace}")
    public Response edit(
            @PathParam("workspace") UUID workspace, @HeaderParam(HttpHeaders.IF_MATCH) String match, JsonObject patch) {
        return Answer.changed(workspaces.edit(caller.get(), workspace, IfMatch.parse(match), patch));
    }

    @DELETE
    @Path("{workspace}")
    public Response delete(@PathParam("workspace") UUID workspace, @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(workspaces.delete(caller.get(), workspace, IfMatch.parse(match)));
    }
}
