package shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A workspace of the Tutti that runs beside us: we say there what happened here, and read on in what happened there. */
@ApplicationScoped
public class Workspace {
    private static final System.Logger LOG = System.getLogger(Workspace.class.getName());
    private static final int WAIT_SECONDS = 20;

    private Client client;
    private WebTarget events;

    @PostConstruct
    void open() {
        client = ClientBuilder.newBuilder()
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(2 * WAIT_SECONDS, TimeUnit.SECONDS)
                .build();
        events = client.target(setting("SHOP_TUTTI"))
                .path("api/workspaces")
                .path(setting("SHOP_WORKSPACE"))
                .path("events");
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * Says something to everybody in the workspace, who hear it as {@code custom:} and its name.
     *
     * @param once names what has happened: however often it is said with the same one, it is heard once
     * @throws ServiceUnavailableException when it is not certain that it was said; say it again
     */
    public void say(String name, JsonObject payload, String once) {
        JsonObject event =
                Json.createObjectBuilder().add("name", name).add("payload", payload).build();
        try (Response answer =
                request(events).header("Idempotency-Key", once).post(Entity.json(event.toString()))) {
            if (answer.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new ServiceUnavailableException(answer.readEntity(String.class));
            }
        }
    }

    /**
     * Waits for a while until something has happened after a position.
     *
     * @param position of what was read last; without one, only the position of now is to be had
     * @throws ServiceUnavailableException when nothing can be had now
     */
    public Page after(Optional<String> position) {
        WebTarget from = position.map(
                        known -> events.queryParam("after", known).queryParam("wait", WAIT_SECONDS))
                .orElse(events);
        try (Response answer = request(from).get()) {
            if (answer.getStatus() == Response.Status.GONE.getStatusCode()) {
                // What comes next is not kept any more. Whoever keeps a copy of the workspace loads its snapshot here.
                LOG.log(System.Logger.Level.WARNING, "Something was missed after " + position.orElse(""));
                return after(Optional.empty());
            }
            String text = answer.readEntity(String.class);
            if (answer.getStatus() != Response.Status.OK.getStatusCode()) {
                throw new ServiceUnavailableException(answer.getStatus() + " " + text);
            }
            JsonObject page = Json.createReader(new StringReader(text)).readObject();
            String mark = page.isNull("mark") ? "" : ":" + page.getString("mark");
            return new Page(
                    page.getJsonArray("items").getValuesAs(JsonObject.class),
                    page.getString("epoch") + ":" + page.getInt("seq") + mark);
        }
    }

    private static Invocation.Builder request(WebTarget target) {
        return target.request().header("Authorization", "Bearer " + setting("SHOP_KEY"));
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }
}
