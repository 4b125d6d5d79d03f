package dev.tutti.work.workspace;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Written;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/** How HTTP reaches the members of a workspace. */
@Path("workspaces/{workspace}/members")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {
    @Inject
    Members members;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Page<MemberView> list(
            @PathParam("workspace") UUID workspace,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        return members.list(caller.get(), workspace, PageRequest.parse(limit, after));
    }

    @POST
    public Response add(@PathParam("workspace") UUID workspace, NewMember asked, @Context UriInfo uri) {
        Written<MemberView> written = members.add(caller.get(), workspace, asked);
        return Answer.created(uri, written.value().user().id(), written);
    }

    @GET
    @Path("{person}")
    @OpenToKeys(Scope.READ)
    public Response find(@PathParam("workspace") UUID workspace, @PathParam("person") UUID person) {
        return Answer.shown(members.find(caller.get(), workspace, new UserId(person)));
    }

    @PATCH
    @Path("{person}")
    public Response changeRole(
            @PathParam("workspace") UUID workspace,
            @PathParam("person") UUID person,
            @HeaderParam(HttpHeaders.IF_MATCH) String match,
            NewRole asked) {
        return Answer.changed(
                members.changeRole(caller.get(), workspace, new UserId(person), IfMatch.parse(match), asked));
    }

    @DELETE
    @Path("{person}")
    public Response remove(
            @PathParam("workspace") UUID workspace,
            @PathParam("person") UUID person,
            @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(members.remove(caller.get(), workspace, new UserId(person), IfMatch.parse(match)));
    }
}
