package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.BadToken;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.TokenClaims;
import dev.tutti.base.identity.TokenKind;
import dev.tutti.base.identity.Tokens;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * Coming and going. Has no transaction of its own: a password may wait seconds for its turn to be hashed, and must not
 * keep a database connection meanwhile.
 */
@ApplicationScoped
class Logins {
    private static final System.Logger LOG = Log.of(Logins.class);

    @Inject
    Settings settings;

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    FailedLogins failures;

    @Inject
    SignInBook book;

    @Inject
    Administrators administrators;

    @Inject
    Tokens tokens;

    /**
     * @param agent what the caller comes with
     * @throws Problem.Forbidden when registration is closed
     * @throws Problem.Conflict when the address has an account
     */
    SignedIn register(@NotNull @Valid NewAccount wanted, UserAgent agent) {
        if (!settings.accounts().registration()) {
            throw new Problem.Forbidden("Registration is closed here. Ask the administrator for an account.");
        }
        String email = EmailAddress.normal(wanted.email()).orElseThrow(Logins::noAddress);
        // The constraint decides; asking first spares us a hash, and the log a stack trace with the address in it.
        if (accounts.byEmail(email).isPresent()) {
            throw taken();
        }
        String hash = passwords.hash(wanted.password());
        Accounts.Registered registered = add(email, wanted.name(), hash, agent);
        return signedIn(registered.view(), registered.signIn());
    }

    /**
     * @param address where the caller is
     * @param agent what they come with
     * @throws Problem.Unauthenticated in the same words and after the same time, whatever was wrong
     * @throws Problem.NotNow when too much was wrong of late, whether or not it is now
     */
    SignedIn login(@NotNull @Valid Login login, String address, UserAgent agent) {
        LoginSource source = LoginSource.of(login.email(), address);
        mayTry(source);
        Optional<Account> found = accounts.byEmail(EmailAddress.normalised(login.email()));
        Optional<String> hash = found.flatMap(Account::passwordHash);
        boolean right = passwords.matches(login.password(), hash);
        // Again, for those who tried many at once: before any of them had failed, all could go on.
        mayTry(source);
        Account account = found.filter(one -> right && !one.isDisabled()).orElseThrow(() -> wrong(source));
        failures.forgive(source);
        hash.filter(passwords::isOutdated)
                .ifPresent(old -> accounts.rehash(account.id(), old, passwords.hash(login.password())));
        return signedIn(administrators.view(account), book.open(account.id(), agent));
    }

    /** @throws Problem.Unauthenticated when the token is not good, or its sign-in has ended or ends by this */
    SignedIn refresh(@NotNull @Valid Renewal renewal) {
        SignIn.Newest newest =
                book.renew(claims(renewal)).orElseThrow(() -> new Problem.Unauthenticated("Sign in again."));
        return signedIn(accounts.of(newest.user()), newest);
    }

    /** Ends the token's sign-in, whichever of its tokens this is; ending it twice is no error. */
    void logout(@NotNull @Valid Renewal renewal) {
        book.end(claims(renewal));
    }

    void logoutAll(Caller caller) {
        book.endAll(caller);
    }

    void logoutOthers(Caller caller) {
        book.endOthers(caller);
    }

    private Accounts.Registered add(String email, String name, String hash, UserAgent agent) {
        try {
            return accounts.add(email, name, hash, agent);
        } catch (PersistenceException refused) {
            // Whoever else came first has committed, so they are seen now; if nobody has, it was another fault.
            if (accounts.byEmail(email).isPresent()) {
                throw taken();
            }
            throw refused;
        }
    }

    /** For what only the normal form shows: a letter may be one character in capitals, and two in small. */
    private static Problem noAddress() {
        return Problem.Invalid.field(
                ErrorCode.BAD_REQUEST, "email", "must have at most " + EmailAddress.MAX_LENGTH + " characters");
    }

    private static Problem taken() {
        return new Problem.Conflict("There is an account with this email address already.");
    }

    private void mayTry(LoginSource source) {
        failures.pause(source).ifPresent(pause -> {
            LOG.log(System.Logger.Level.INFO, "auth.fail reason=limit");
            Count.AUTHENTICATION_FAILURES.up("limit");
            throw new Problem.NotNow(
                    ErrorCode.RATE_LIMITED, "Too many sign-ins have failed here. Try again later.", pause);
        });
    }

    private Problem wrong(LoginSource source) {
        failures.note(source);
        LOG.log(System.Logger.Level.INFO, "auth.fail reason=password");
        Count.AUTHENTICATION_FAILURES.up("password");
        return new Problem.Unauthenticated("The email address or the password is wrong.");
    }

    private TokenClaims claims(Renewal renewal) {
        try {
            return tokens.verify(renewal.refreshToken(), TokenKind.REFRESH);
        } catch (BadToken bad) {
            Count.AUTHENTICATION_FAILURES.up("refresh");
            throw new Problem.Unauthenticated("The refresh token is not valid any more. Sign in again.");
        }
    }

    private SignedIn signedIn(AccountView user, SignIn.Newest newest) {
        return new SignedIn(
                user,
                tokens.access(newest.user(), newest.signIn(), Optional.empty()),
                tokens.refresh(newest.user(), newest.signIn(), newest.generation(), newest.since()),
                tokens.accessLife().toSeconds());
    }
}
