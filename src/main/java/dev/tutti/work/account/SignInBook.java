package dev.tutti.work.account;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.TokenClaims;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.journal.Author;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The sign-ins as they are kept: opened, renewed, ended. Whatever ends one is told in the inbox in the same
 * transaction, so that every node closes the same connections.
 */
@ApplicationScoped
@Transactional
class SignInBook {
    private static final System.Logger LOG = Log.of(SignInBook.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    Administrators administrators;

    @Inject
    Clock clock;

    SignIn.Newest open(UserId user) {
        SignIn signIn = new SignIn(user, clock.instant());
        em.persist(signIn);
        return signIn.newest();
    }

    Optional<SignIns.Standing> standing(UserId user, UUID signIn) {
        return em.createQuery(
                        "select a from SignIn s, Account a where s.id = :signIn and s.accountId = :user"
                                + " and a.id = s.accountId and s.endedAt is null and a.disabledAt is null",
                        Account.class)
                .setParameter("signIn", signIn)
                .setParameter("user", user.value())
                .getResultStream()
                .findFirst()
                .map(administrators::standing);
    }

    boolean knows(UserId user, UUID signIn) {
        SignIn kept = em.find(SignIn.class, signIn);
        return kept != null && kept.belongsTo(user);
    }

    /**
     * Exchanges a refresh token. A token that was spent longer ago than the grace is in two hands, one of which stole
     * it: nobody can tell which, so the whole sign-in ends. That has to commit, hence an answer and no exception.
     *
     * @return what the next refresh token is made of; empty when there is none to be had
     */
    Optional<SignIn.Newest> renew(TokenClaims presented) {
        Optional<SignIn> found = standingLocked(presented);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SignIn signIn = found.get();
        Instant now = clock.instant();
        if (signIn.isNewest(presented.generation())) {
            signIn.rotate(now);
        } else if (!signIn.isForgivable(presented.generation(), now)) {
            LOG.log(System.Logger.Level.WARNING, "auth.fail reason=reuse signIn=" + signIn.id());
            Count.AUTHENTICATION_FAILURES.up("reuse");
            end(signIn, presented.user());
            return Optional.empty();
        }
        return Optional.of(signIn.newest());
    }

    /** Ends the sign-in that the token belongs to. Ending one that has ended changes nothing and tells nothing. */
    void end(TokenClaims presented) {
        standingLocked(presented).ifPresent(signIn -> end(signIn, presented.user()));
    }

    /** Ends all sign-ins of the caller's account, and whatever an outside provider issued for it until now. */
    void endAll(Caller caller) {
        Account account = em.find(Account.class, caller.id().value(), LockModeType.PESSIMISTIC_WRITE);
        endAll(account, Author.of(caller), new AccountEvent.SignedOut(caller.id()));
    }

    /** The same for an account whose row the caller has locked, and tells why. */
    void endAll(Account account, Author author, AccountEvent why) {
        endAll(account);
        journal.append(StreamId.inbox(account.id()), author, why);
    }

    /** The same without telling, where nobody can be connected. */
    void endAll(Account account) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        account.signOut(now);
        em.createQuery("update SignIn s set s.endedAt = :now where s.accountId = :user and s.endedAt is null")
                .setParameter("now", now)
                .setParameter("user", account.id().value())
                .executeUpdate();
    }

    private void end(SignIn signIn, UserId user) {
        signIn.end(clock.instant());
        Author author = em.find(Account.class, user.value()).author();
        journal.append(StreamId.inbox(user), author, new AccountEvent.SessionEnded(signIn.id()));
    }

    private Optional<SignIn> standingLocked(TokenClaims presented) {
        return Optional.ofNullable(em.find(SignIn.class, presented.signIn(), LockModeType.PESSIMISTIC_WRITE))
                .filter(signIn -> signIn.belongsTo(presented.user()) && !signIn.hasEnded())
                .filter(signIn ->
                        !em.find(Account.class, presented.user().value()).isDisabled());
    }
}
