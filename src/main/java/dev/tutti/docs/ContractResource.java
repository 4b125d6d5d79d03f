package dev.tutti.docs;

import dev.tutti.base.identity.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What is said over HTTP, what over sockets and streams, and what the codes mean: for programs, and for those who write them. */
@Path("contracts")
@Open
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ContractResource {
    @GET
    @Path("openapi.json")
    public Response openApi() throws IOException {
        return file("openapi.json");
    }

    @GET
    @Path("asyncapi.json")
    public Response asyncApi() throws IOException {
        return file("asyncapi.json");
    }

    @GET
    @Path("codes.json")
    public Codes codes() {
        return Codes.ALL;
    }

    private static Response file(String name) throws IOException {
        try (InputStream file = ContractResource.class.getResourceAsStream(name)) {
            // Another version of the server has others.
            return Response.ok(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .build();
        }
    }
}
