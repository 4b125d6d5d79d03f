package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.TokenClaims;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    Settings settings;

    @Inject
    Clock clock;

    SignIn.Newest open(UserId user, UserAgent agent) {
        SignIn signIn = new SignIn(user, agent, clock.instant());
        em.persist(signIn);
        return signIn.newest();
    }

    /**
     * @param asking the sign-in by which somebody wants to see them
     * @return the sign-ins of this person that go on, the newest first
     */
    Page<SignInView> list(UserId user, UUID asking, PageRequest request) {
        String list = "signins:" + user;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<SignIn> query = em.createQuery(
                        "select s from SignIn s where s.accountId = :user and s.endedAt is null and s.rotatedAt > :unused"
                                + (after.isPresent() ? " and s.id < :after" : "")
                                + " order by s.id desc",
                        SignIn.class)
                .setParameter("user", user.value())
                .setParameter("unused", clock.instant().minus(settings.tokens().refreshLife()));
        after.ifPresent(place -> query.setParameter("after", place.id(0)));
        List<SignIn> fetched = query.setMaxResults(request.fetch()).getResultList();
        return Page.of(request, fetched, last -> Cursor.of(list, last.id())).map(signIn -> signIn.view(asking));
    }

    Optional<SignIns.Standing> standing(UserId user, UUID signIn) {
        return em
                .createQuery(
                        "select a from SignIn s, Account a where s.id = :signIn and s.accountId = :user"
                                + " and a.id = s.accountId and s.endedAt is null and a.disabledAt is null",
                        Account.class)
                .setParameter("signIn", signIn)
                .setParameter("user", user.value())
                .getResultList()
                .stream()
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

    /**
     * Ends a sign-in of this person. Ending one that has ended changes nothing and tells nothing.
     *
     * @throws Problem.NotFound when they have none of this id
     */
    void end(UserId user, UUID id, Author author) {
        SignIn signIn = Optional.ofNullable(em.find(SignIn.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(found -> found.belongsTo(user))
                .orElseThrow(() -> Problem.NotFound.saying("There is no such sign-in. Look for its id in the list."));
        if (!signIn.hasEnded()) {
            end(signIn, author);
        }
    }

    /** Ends all sign-ins of the caller's account but the one by which they ask. */
    void endOthers(Caller caller) {
        // The account's row first, as whoever ends all does: two who end each other's must not wait for each other.
        em.find(Account.class, caller.id().value(), LockModeType.PESSIMISTIC_WRITE);
        em.createQuery(
                        "select s.id from SignIn s where s.accountId = :user and s.id <> :current"
                                + " and s.endedAt is null order by s.id",
                        UUID.class)
                .setParameter("user", caller.id().value())
                .setParameter("current", caller.credential().signIn())
                .getResultList()
                .forEach(other -> end(caller.id(), other, Author.of(caller)));
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
        end(signIn, em.find(Account.class, user.value()).author());
    }

    private void end(SignIn signIn, Author author) {
        signIn.end(clock.instant());
        journal.append(StreamId.inbox(signIn.newest().user()), author, new AccountEvent.SessionEnded(signIn.id()));
    }

    private Optional<SignIn> standingLocked(TokenClaims presented) {
        return Optional.ofNullable(em.find(SignIn.class, presented.signIn(), LockModeType.PESSIMISTIC_WRITE))
                .filter(signIn -> signIn.belongsTo(presented.user()) && !signIn.hasEnded())
                .filter(signIn ->
                        !em.find(Account.class, presented.user().value()).isDisabled());
    }
}
