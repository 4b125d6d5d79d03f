package dev.tutti.it;

import dev.tutti.base.command.Command;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Deployed beside the application by {@link BlockedIT}: a command of the socket that does not end until it is told to. */
@Path("dam")
@Open
@ApplicationScoped
public class Dam implements Command {
    static final String TYPE = "test:wait";

    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        waiting.incrementAndGet();
        try {
            opened.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public boolean isFleeting() {
        return true;
    }

    /** @return how many commands wait */
    @GET
    public String waiting() {
        return Integer.toString(waiting.get());
    }

    @DELETE
    public void open() {
        opened.countDown();
    }
}
