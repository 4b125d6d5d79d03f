package dev.tutti.work.account;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
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
import java.util.UUID;

/** What administrators do with other people's accounts. */
@ApplicationScoped
@Transactional
class Administration {
    private static final System.Logger LOG = Log.of(Administration.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Accounts accounts;

    @Inject
    SignInBook book;

    @Inject
    Clock clock;

    /**
     * Disables an account, which ends all its sign-ins and connections and lets nobody in, or enables it again.
     *
     * @throws Problem.Forbidden when the caller is no administrator, whether or not there is such an account
     * @throws Problem.Conflict when it is the caller's own, for then nobody might be left to enable it
     */
    AccountStatus change(Caller caller, UserId user, IfMatch match, @NotNull @Valid NewStatus asked) {
        caller.mustBeAdministrator();
        if (user.equals(caller.id()) && asked.disabled()) {
            throw new Problem.Conflict("You cannot disable your own account. Ask another administrator.");
        }
        Account account = Optional.ofNullable(em.find(Account.class, user.value(), LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> Problem.NotFound.saying("There is no such account."));
        if (account.disable(asked.disabled(), match, clock.instant())) {
            LOG.log(System.Logger.Level.INFO, "account.disabled={0} user={1}", asked.disabled(), user);
            end(account, caller);
        }
        return account.status();
    }

    /**
     * @param email of an account, in any spelling of upper and lower case
     * @throws Problem.Forbidden when the caller is no administrator, whether or not there is such an account
     */
    AccountStatus find(Caller caller, String email) {
        caller.mustBeAdministrator();
        String address = Optional.ofNullable(email)
                .flatMap(EmailAddress::normal)
                .orElseThrow(() -> Problem.Invalid.field(ErrorCode.BAD_VALUE, "email", "must be somebody's address"));
        return accounts.byEmail(address)
                .map(Account::status)
                .orElseThrow(() -> Problem.NotFound.saying("Nobody has registered with this address."));
    }

    /** @return the sign-ins of an account that go on; none where there is no such account */
    Page<SignInView> signIns(Caller caller, UserId user, PageRequest request) {
        caller.mustBeAdministrator();
        return book.list(user, caller.credential().signIn(), request);
    }

    /** @throws Problem.NotFound when the account has no such sign-in */
    void endSignIn(Caller caller, UserId user, UUID signIn) {
        caller.mustBeAdministrator();
        book.end(user, signIn, Author.of(caller));
        LOG.log(System.Logger.Level.WARNING, "session.ended id={0} user={1} by={2}", signIn, user, caller.id());
    }

    /** When the account is enabled too: somebody may have signed in at the moment when it was disabled. */
    private void end(Account account, Caller caller) {
        if (account.isDisabled()) {
            book.endAll(account, Author.of(caller), new AccountEvent.Disabled(account.id()));
        } else {
            book.endAll(account);
        }
    }
}
