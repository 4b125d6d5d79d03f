package dev.tutti.work.task;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** How HTTP reaches the tasks of all of the caller's workspaces: with {@code assignee=me}, what they have to do. */
@Path("tasks")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AgendaResource {
    @Inject
    Tasks tasks;

    @Inject
    CurrentCaller caller;

    @GET
    public Page<TaskView> list(
            @BeanParam TaskQuery query, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        return tasks.agenda(caller.get(), Optional.empty(), query.conditions(), PageRequest.parse(limit, after));
    }
}
