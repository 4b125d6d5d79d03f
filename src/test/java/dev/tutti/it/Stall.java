package dev.tutti.it;

import dev.tutti.base.identity.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Deployed beside the application by {@link BusyIT}: writes, and does not end its transaction until it is told to. */
@Path("stall")
@Open
@ApplicationScoped
public class Stall {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);

    @PersistenceContext
    EntityManager em;

    /** Answers when the transaction is over. */
    @POST
    @Transactional
    public void hold() throws InterruptedException {
        em.createNativeQuery("delete from ticket where hash = ''").executeUpdate();
        begun.release();
        ended.tryAcquire(40, TimeUnit.SECONDS);
    }

    /** Answers when the transaction has written. */
    @POST
    @Path("begun")
    public void awaitBegin() throws InterruptedException {
        begun.tryAcquire(20, TimeUnit.SECONDS);
    }

    @DELETE
    public void release() {
        ended.release();
    }
}
