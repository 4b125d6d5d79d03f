package dev.tutti.base.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/**
 * Lets a transaction read one and the same state of the database from its first read to its last, whatever others commit
 * meanwhile. Nobody is kept from writing, and the transaction itself must not write.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class StableView {
    /** As PostgreSQL says it; {@link StableViewOnH2} says it to H2. It lasts as long as the transaction. */
    static final String STATEMENT = "set transaction isolation level repeatable read, read only";

    @PersistenceContext
    EntityManager em;

    /**
     * Must come before anything else in the transaction: what was read before it would be of another state. The state
     * is that of this moment or of the first read after it, as the database likes.
     */
    public void open() {
        em.createNativeQuery(STATEMENT).executeUpdate();
    }
}
