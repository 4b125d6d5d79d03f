package dev.tutti.work.filter;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** How HTTP reaches the caller's own filters. There is no way to anybody else's. */
@Path("filters")
@ApplicationScoped
@SafeToRetry
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FilterResource {
    @Inject
    Filters filters;

    @Inject
    CurrentCaller caller;

    @GET
    public Response list() {
        Filters.Listed listed = filters.list(caller.get());
        return Answer.at(listed.position(), new Page<>(listed.filters(), Optional.empty()));
    }

    @GET
    @Path("{filter}")
    public Response find(@PathParam("filter") UUID filter) {
        return Answer.shown(filters.find(caller.get(), filter));
    }

    @PUT
    @Path("{filter}")
    public Response save(
            @PathParam("filter") UUID filter, @HeaderParam(HttpHeaders.IF_MATCH) String match, NewFilter asked) {
        return Answer.changed(filters.save(caller.get(), filter, IfMatch.parse(match), asked));
    }

    @DELETE
    @Path("{filter}")
    public Response delete(@PathParam("filter") UUID filter, @HeaderParam(HttpHeaders.IF_MATCH) String match) {
        return Answer.gone(filters.delete(caller.get(), filter, IfMatch.parse(match)));
    }

    @GET
    @Path("{filter}/tasks")
    public Page<TaskView> tasks(
            @PathParam("filter") UUID filter, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        return filters.tasks(caller.get(), filter, PageRequest.parse(limit, after));
    }
}
