package dev.tutti.base.limit;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import java.time.Clock;
import java.time.Duration;

/** How often one person may connect or do something, or an integration with one key, or anybody at one address call at all. */
public enum Rate {
    WRITES(Limit.WRITES_PER_SECOND, "You write faster than one person may. This was not carried out."),
    SEARCHES(Limit.SEARCHES_PER_MINUTE, "You search more often than one person may."),
    INVITES(Limit.INVITES_PER_HOUR, "You have made many invitations. Make this one later."),
    JOINS(Limit.JOINS_PER_MINUTE, "You have tried many invitations. Try this one later."),
    HANDSHAKES(
            Limit.CONNECTIONS_PER_MINUTE_PER_USER,
            "You connect more often than one person may. Keep a connection open, and begin another one later."),
    SIGN_INS(Limit.SIGN_INS_PER_MINUTE_PER_ADDRESS, "Many sign in from your address. Try again a little later."),
    CHECKUPS(Limit.CHECKUPS_PER_MINUTE, "The way to this server is tested too often from your address."),
    KEY_CALLS(Limit.KEY_CALLS_PER_SECOND, "This integration key is used faster than one may be."),
    CALLS(Limit.CALLS_PER_SECOND_PER_ADDRESS, "Too much comes from your address at once.");

    private final Limit limit;
    private final String message;

    Rate(Limit limit, String message) {
        this.limit = limit;
        this.message = message;
    }

    Limit limit() {
        return limit;
    }

    String message() {
        return message;
    }

    /** @return a fresh one for somebody who comes */
    RateLimiter limiter(Settings.Rates settings, Clock clock) {
        return switch (this) {
            case WRITES ->
                new RateLimiter(clock, settings.writeBurst(), settings.writesPerSecond(), Duration.ofSeconds(1));
            case SEARCHES -> evenly(clock, settings.searchesPerMinute(), Duration.ofMinutes(1));
            case INVITES -> evenly(clock, settings.invitesPerHour(), Duration.ofHours(1));
            case JOINS -> evenly(clock, settings.joinsPerMinute(), Duration.ofMinutes(1));
            case HANDSHAKES -> evenly(clock, settings.connectionsPerMinute(), Duration.ofMinutes(1));
            case SIGN_INS -> evenly(clock, settings.signInsPerMinute(), Duration.ofMinutes(1));
            case CHECKUPS -> evenly(clock, settings.checkupsPerMinute(), Duration.ofMinutes(1));
            case KEY_CALLS ->
                new RateLimiter(clock, settings.keyCallBurst(), settings.keyCallsPerSecond(), Duration.ofSeconds(1));
            case CALLS ->
                new RateLimiter(clock, settings.callBurst(), settings.callsPerSecond(), Duration.ofSeconds(1));
        };
    }

    private static RateLimiter evenly(Clock clock, int count, Duration period) {
        return new RateLimiter(clock, count, count, period);
    }
}
