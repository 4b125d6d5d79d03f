package dev.tutti.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One of the transactions of a {@link Hoard}. */
@ApplicationScoped
public class Hoarder {
    @PersistenceContext
    EntityManager em;

    /** Takes a connection, and keeps it. */
    @Transactional
    public void hold(CountDownLatch begun, CountDownLatch over) throws InterruptedException {
        em.createNativeQuery("select count(*) from ticket").getSingleResult();
        begun.countDown();
        over.await(40, TimeUnit.SECONDS);
    }
}
