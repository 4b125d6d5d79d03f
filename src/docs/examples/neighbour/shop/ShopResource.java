package shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the shop's customers and clerks call. */
@Path("/")
@ApplicationScoped
public class ShopResource {
    @Inject
    Books books;

    @Inject
    Workspace workspace;

    /** Kept first, and told then. Whoever gets no answer orders again under the same id: it is kept once, and told once. */
    @PUT
    @Path("orders/{id}")
    @Consumes(MediaType.TEXT_PLAIN)
    public void order(@PathParam("id") String id, String item) {
        books.keep(id, item);
        JsonObject told = Json.createObjectBuilder().add("order", id).add("item", item).build();
        workspace.say("order.placed", told, "order-" + id);
    }

    /** @return the position up to which the workspace was heard, empty before the first time, and what was done there */
    @GET
    @Path("heard")
    @Produces(MediaType.APPLICATION_JSON)
    public String heard() {
        return Json.createObjectBuilder()
                .add("position", books.position().orElse(""))
                .add("done", Json.createArrayBuilder(books.done()))
                .build()
                .toString();
    }
}
