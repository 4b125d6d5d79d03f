package dev.tutti.work.account;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.OutsideToken;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** The accounts of people whom an outside provider vouches for. */
@ApplicationScoped
@Transactional
class OutsideAccounts {
    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    Optional<Account> find(OutsideToken token) {
        return em
                .createQuery(
                        "select a from OutsideIdentity o, Account a"
                                + " where o.issuer = :issuer and o.subject = :subject and a.id = o.accountId",
                        Account.class)
                .setParameter("issuer", token.issuer())
                .setParameter("subject", token.subject())
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Creates the account of somebody who was not seen before. An address that a local account already has stays
     * there: the two are never joined on the provider's word.
     *
     * @param email the address to give it
     * @throws jakarta.persistence.PersistenceException when somebody else has created it, or taken the address,
     *     meanwhile
     */
    Account create(OutsideToken token, Optional<String> email) {
        Account account = new Account(email.filter(this::isFree), token.name(), Optional.empty(), clock.instant());
        em.persist(account);
        em.flush();
        em.persist(new OutsideIdentity(token, account));
        journal.open(StreamId.inbox(account.id()));
        em.flush();
        return account;
    }

    boolean stillStands(Caller caller) {
        return Optional.ofNullable(em.find(Account.class, caller.id().value()))
                .filter(account -> !account.isDisabled())
                .filter(account -> !account.hasSignedOutSince(
                        Optional.of(caller.credential().verified())))
                .isPresent();
    }

    private boolean isFree(String email) {
        return em.createQuery("select count(a) from Account a where a.email = :email", Long.class)
                        .setParameter("email", email)
                        .getSingleResult()
                == 0;
    }
}
