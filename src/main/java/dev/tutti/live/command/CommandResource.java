package dev.tutti.live.command;

import dev.tutti.base.idempotency.RetryInterceptor;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.json.JsonText;
import dev.tutti.live.protocol.ClientFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The socket's commands for clients without a socket: the same message, answered by the same reply. Only what is about
 * the connection itself (joining, leaving, refreshing its token) needs one.
 */
@Path("commands")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CommandResource {
    @Inject
    FeatureCommands commands;

    @Inject
    CurrentCaller caller;

    @POST
    public Response perform(JsonObject sent) {
        ClientFrame frame = ClientFrame.read(sent);
        FeatureCommands.Performed performed = commands.perform(caller.get(), frame);
        JsonObjectBuilder reply = JsonText.object().add("type", "reply");
        frame.id().ifPresent(id -> reply.add("id", id));
        reply.add("success", true).add("data", performed.data());
        Response.ResponseBuilder response = Response.ok(reply.build());
        if (performed.replayed()) {
            response.header(RetryInterceptor.REPLAY, true);
        }
        return response.build();
    }
}
