package dev.tutti.work.search;

import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.limit.AtRate;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.search.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;

/** How HTTP reaches the search. The best are shown; there is no page after them. */
@Path("search")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
    @Inject
    Search search;

    @Inject
    CurrentCaller caller;

    @GET
    @AtRate(Rate.SEARCHES)
    public Page<Hit> find(
            @QueryParam("q") String text,
            @QueryParam("workspace") String workspace,
            @QueryParam("kind") String kind,
            @QueryParam("limit") String limit) {
        return new Page<>(
                search.find(
                        caller.get(),
                        Terms.parse(text == null ? "" : text),
                        Optional.ofNullable(workspace).map(SearchResource::id),
                        Optional.ofNullable(kind),
                        PageRequest.parse(limit, null).limit()),
                Optional.empty());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "workspace", "must be the id of a workspace");
        }
    }
}
