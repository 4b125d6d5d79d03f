package dev.tutti.work.account;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;

/** Real accounts on a scratch database, for tests of those who go from door to door. */
public final class Town {
    private Town() {}

    public static UserId register(EntityManager em, String name) {
        Account account = new Account(Optional.of(name + "@example.com"), name, Optional.empty(), Instant.EPOCH);
        em.persist(account);
        return account.id();
    }

    public static People people(EntityManager em) {
        People people = new People();
        people.em = em;
        return people;
    }
}
