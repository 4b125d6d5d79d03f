package dev.tutti.base.limit;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.log.Log;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps everybody to their rates, on this node. */
@ApplicationScoped
public class Rates {
    /** People or addresses remembered for each rate; those that have not come for the longest time are forgotten first. */
    static final int MOST = 50_000;

    private static final System.Logger LOG = Log.of(Rates.class);

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final Map<Rate, Book> books = new EnumMap<>(Rate.class);

    /** Who has come of late. Guarded by itself. */
    private static final class Book extends LinkedHashMap<String, RateLimiter> {
        private static final long serialVersionUID = 1L;

        /** Whoever floods us must not flood the log. */
        private final transient RateLimiter lines;

        Book(RateLimiter lines) {
            super(16, 0.75f, true);
            this.lines = lines;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
            return size() > MOST;
        }
    }

    @PostConstruct
    void open() {
        for (Rate rate : Rate.values()) {
            books.put(rate, new Book(new RateLimiter(clock, 10, 10, Duration.ofMinutes(1))));
        }
    }

    /**
     * Counts one more.
     *
     * @param who a person's id, or an address
     * @throws Problem.NotNow when it is one too many; then it does not count
     */
    public void take(Rate rate, String who) {
        Book book = books.get(rate);
        RateLimiter limiter;
        synchronized (book) {
            limiter = book.computeIfAbsent(who, first -> rate.limiter(settings.rates(), clock));
        }
        if (limiter.allows()) {
            return;
        }
        rate.limit().struck();
        if (book.lines.allows()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "rate.limit setting={0} of={1}",
                    rate.limit().setting(),
                    who);
        }
        throw new Problem.NotNow(ErrorCode.RATE_LIMITED, rate.message(), limiter.untilNext());
    }

    /**
     * Counts one more call, where a key of an integration opens it: all of its calls, reading too. People have no rate for
     * that, and an integration has theirs besides, for itself.
     *
     * @throws Problem.NotNow when it is one too many
     */
    public void call(Caller caller) {
        caller.credential()
                .grant()
                .ifPresent(grant -> take(Rate.KEY_CALLS, grant.key().toString()));
    }

    /** @return how many are remembered */
    int size(Rate rate) {
        Book book = books.get(rate);
        synchronized (book) {
            return book.size();
        }
    }
}
