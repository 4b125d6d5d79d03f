package dev.tutti.it;

import dev.tutti.base.identity.Open;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Deployed beside the application by {@link FullIT}: has as many transactions under way as it is told to. */
@Path("hoard")
@Open
@ApplicationScoped
public class Hoard {
    private CountDownLatch over = new CountDownLatch(1);
    private CountDownLatch ended = new CountDownLatch(0);

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Hoarder hoarder;

    /** Answers when all of them have a connection. */
    @POST
    @Path("{number}")
    public synchronized void take(@PathParam("number") int number) throws InterruptedException {
        over = new CountDownLatch(1);
        ended = new CountDownLatch(number);
        CountDownLatch begun = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            factory.newThread(() -> hold(begun)).start();
        }
        if (!begun.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(begun.getCount() + " have none");
        }
    }

    private void hold(CountDownLatch begun) {
        try {
            hoarder.hold(begun, over);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Answers when all of them have ended. */
    @DELETE
    public synchronized void release() throws InterruptedException {
        over.countDown();
        if (!ended.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(ended.getCount() + " go on");
        }
    }
}
