package dev.tutti.work.account;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.Optional;

/** The accounts: made, shown to their owners and changed by them. */
@ApplicationScoped
@Transactional
class Accounts {
    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    SignInBook book;

    @Inject
    Administrators administrators;

    @Inject
    Clock clock;

    /** A new account, and its first sign-in. */
    record Registered(AccountView view, SignIn.Newest signIn) {}

    /**
     * Makes an account, opens its inbox and signs its owner in: all of it or nothing, so that whoever failed can try
     * again.
     *
     * @throws jakarta.persistence.PersistenceException when the address is taken, or the database fails
     */
    Registered add(String email, String name, String passwordHash, UserAgent agent) {
        Account account = new Account(Optional.of(email), name, Optional.of(passwordHash), clock.instant());
        em.persist(account);
        journal.open(StreamId.inbox(account.id()));
        em.flush();
        return new Registered(administrators.view(account), book.open(account.id(), agent));
    }

    Optional<Account> byEmail(String email) {
        return em
                .createQuery("select a from Account a where a.email = :email", Account.class)
                .setParameter("email", email)
                .getResultList()
                .stream()
                .findFirst();
    }

    AccountView of(UserId user) {
        return administrators.view(em.find(Account.class, user.value()));
    }

    /** @throws dev.tutti.base.problem.Problem.StaleVersion when the same fields were changed since the version in {@code match} */
    AccountView change(Caller caller, IfMatch match, @NotNull @Valid ProfileChange change) {
        Account account = em.find(Account.class, caller.id().value(), LockModeType.PESSIMISTIC_WRITE);
        account.change(change, match);
        return administrators.view(account);
    }

    /** Replaces a hash, unless somebody else has done so meanwhile. */
    void rehash(UserId user, String oldHash, String newHash) {
        em.createQuery("update Account a set a.passwordHash = :new where a.id = :id and a.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("id", user.value())
                .setParameter("old", oldHash)
                .executeUpdate();
    }
}
