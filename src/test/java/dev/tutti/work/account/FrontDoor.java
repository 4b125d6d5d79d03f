package dev.tutti.work.account;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Identities;
import dev.tutti.base.identity.OutsideToken;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.TokenClaims;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The real beans of this room on a real database, each with the transactions that it has in the server, for tests
 * without a container.
 */
final class FrontDoor implements AutoCloseable {
    static final UserAgent LAPTOP = UserAgent.of("Laptop/1.0");

    final ManualClock clock = new ManualClock();
    final Accounts accounts = new TransactedAccounts();
    final SignInBook book = new TransactedBook();
    final Tickets tickets = new TransactedTickets();
    final FailedLogins failures = new TransactedFailures();
    final Leftovers leftovers = new TransactedLeftovers();
    final Clearing clearing = new Clearing();
    final Logins logins = new Logins();
    final Administration administration = new TransactedAdministration();
    final StandingSignIns signIns = new StandingSignIns();
    final Authenticator authenticator;

    private final ScratchDatabase database;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    FrontDoor(String... settings) {
        this(new ScratchDatabase(), settings);
    }

    /** @return that of another node */
    FrontDoor onAnotherNode() {
        return new FrontDoor(database.onAnotherNode());
    }

    private FrontDoor(ScratchDatabase database, String... settings) {
        this.database = database;
        Settings chosen = ChosenSettings.of(withSecret(settings));
        EntityManager em = entityManager();
        accounts.em = em;
        accounts.clock = clock;
        accounts.book = book;
        accounts.journal = Journals.writing(em, entry -> {});
        book.em = em;
        book.clock = clock;
        book.settings = chosen;
        book.journal = accounts.journal;
        tickets.em = em;
        tickets.clock = clock;
        tickets.book = book;
        failures.em = em;
        failures.clock = clock;
        failures.settings = chosen;
        leftovers.em = em;
        leftovers.clock = clock;
        leftovers.settings = chosen;
        clearing.leftovers = leftovers;
        clearing.settings = chosen;
        OutsideAccounts outsiders = new TransactedOutsiders();
        Administrators administrators = new Administrators();
        administrators.settings = chosen;
        accounts.administrators = administrators;
        book.administrators = administrators;
        tickets.administrators = administrators;
        signIns.administrators = administrators;
        logins.administrators = administrators;
        administration.em = em;
        administration.accounts = accounts;
        administration.book = book;
        administration.clock = clock;
        outsiders.em = em;
        outsiders.clock = clock;
        outsiders.journal = accounts.journal;
        signIns.book = book;
        signIns.outsiders = outsiders;
        signIns.tickets = tickets;
        logins.settings = chosen;
        logins.accounts = accounts;
        logins.book = book;
        logins.failures = failures;
        logins.tokens = Identities.tokens(chosen, clock);
        logins.passwords = new Passwords();
        logins.passwords.settings = chosen;
        logins.passwords.prepare();
        authenticator = Identities.authenticator(chosen, clock, signIns);
    }

    SignedIn register(String email) {
        return logins.register(new NewAccount(email, "Ada", "correct horse", false), LAPTOP);
    }

    SignedIn refresh(String refreshToken) {
        return logins.refresh(new Renewal(refreshToken, false));
    }

    boolean admits(String accessToken) {
        return authenticator.byToken(accessToken) instanceof Admission.Admitted;
    }

    Caller caller(SignedIn signedIn) {
        return ((Admission.Admitted) authenticator.byToken(signedIn.accessToken())).caller();
    }

    List<Entry> inbox(UUID user) {
        return database.inTransaction(em -> Journals.reading(em).after(StreamId.inbox(new UserId(user)), 0, 100));
    }

    boolean hasInbox(UserId user) {
        return database.inTransaction(
                em -> Journals.reading(em).extent(StreamId.inbox(user)).isPresent());
    }

    <T> T people(java.util.function.Function<People, T> question) {
        return transacted(() -> {
            People people = new People();
            people.em = current.get();
            return question.apply(people);
        });
    }

    void sql(String statement) {
        database.transact(em -> em.createNativeQuery(statement).executeUpdate());
    }

    /** Does something while another transaction has written and not ended, so that a writer would have to wait. */
    void whileSomebodyWrites(Runnable meanwhile) {
        database.transact(em -> {
            em.createNativeQuery("delete from ticket where hash = ''").executeUpdate();
            meanwhile.run();
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private <T> T transacted(Supplier<T> work) {
        if (current.get() != null) {
            return work.get();
        }
        try {
            return database.inTransaction(em -> {
                current.set(em);
                return work.get();
            });
        } finally {
            current.remove();
        }
    }

    /** Stands for the entity manager of whatever transaction the calling thread is in. */
    private EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                FrontDoor.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(current.get(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static String[] withSecret(String[] settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "TUTTI_TOKEN_SECRET";
        all[settings.length + 1] = "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0SaYeUiOq";
        return all;
    }

    private class TransactedAccounts extends Accounts {
        @Override
        Registered add(String email, String name, String passwordHash, UserAgent agent) {
            return transacted(() -> super.add(email, name, passwordHash, agent));
        }

        @Override
        Optional<Account> byEmail(String email) {
            return transacted(() -> super.byEmail(email));
        }

        @Override
        AccountView of(UserId user) {
            return transacted(() -> super.of(user));
        }

        @Override
        AccountView change(Caller caller, IfMatch match, ProfileChange change) {
            return transacted(() -> super.change(caller, match, change));
        }

        @Override
        void rehash(UserId user, String oldHash, String newHash) {
            transacted(() -> {
                super.rehash(user, oldHash, newHash);
                return null;
            });
        }
    }

    private class TransactedBook extends SignInBook {
        @Override
        boolean knows(UserId user, UUID signIn) {
            return transacted(() -> super.knows(user, signIn));
        }

        @Override
        SignIn.Newest open(UserId user, UserAgent agent) {
            return transacted(() -> super.open(user, agent));
        }

        @Override
        Optional<SignIns.Standing> standing(UserId user, UUID signIn) {
            return transacted(() -> super.standing(user, signIn));
        }

        @Override
        Optional<SignIn.Newest> renew(TokenClaims presented) {
            return transacted(() -> super.renew(presented));
        }

        @Override
        void end(TokenClaims presented) {
            transacted(() -> {
                super.end(presented);
                return null;
            });
        }

        @Override
        Page<SignInView> list(UserId user, UUID asking, PageRequest request) {
            return transacted(() -> super.list(user, asking, request));
        }

        @Override
        void end(UserId user, UUID id, Author author) {
            transacted(() -> {
                super.end(user, id, author);
                return null;
            });
        }

        @Override
        void endOthers(Caller caller) {
            transacted(() -> {
                super.endOthers(caller);
                return null;
            });
        }

        @Override
        void endAll(Caller caller) {
            transacted(() -> {
                super.endAll(caller);
                return null;
            });
        }
    }

    private class TransactedOutsiders extends OutsideAccounts {
        @Override
        boolean stillStands(Caller caller) {
            return transacted(() -> super.stillStands(caller));
        }

        @Override
        Optional<Account> find(OutsideToken token) {
            return transacted(() -> super.find(token));
        }

        @Override
        Account create(OutsideToken token, Optional<String> email) {
            return transacted(() -> super.create(token, email));
        }
    }

    private class TransactedFailures extends FailedLogins {
        @Override
        Optional<Duration> pause(LoginSource source) {
            return transacted(() -> super.pause(source));
        }

        @Override
        void note(LoginSource source) {
            transacted(() -> {
                super.note(source);
                return null;
            });
        }

        @Override
        void forgive(LoginSource source) {
            transacted(() -> {
                super.forgive(source);
                return null;
            });
        }
    }

    private class TransactedAdministration extends Administration {
        @Override
        AccountStatus change(Caller caller, UserId user, IfMatch match, NewStatus asked) {
            return transacted(() -> super.change(caller, user, match, asked));
        }
    }

    private class TransactedLeftovers extends Leftovers {
        @Override
        public int forgetTickets(Instant before, int limit) {
            return transacted(() -> super.forgetTickets(before, limit));
        }

        @Override
        public int forgetSignIns(Instant before, int limit) {
            return transacted(() -> super.forgetSignIns(before, limit));
        }

        @Override
        public int forgetFailedLogins(Instant before, int limit) {
            return transacted(() -> super.forgetFailedLogins(before, limit));
        }
    }

    private class TransactedTickets extends Tickets {
        @Override
        NewTicket issue(Caller caller) {
            return transacted(() -> super.issue(caller));
        }

        @Override
        Admission redeem(String presented) {
            return transacted(() -> super.redeem(presented));
        }
    }
}
