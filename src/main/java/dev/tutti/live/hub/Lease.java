package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import java.time.Duration;
import java.time.Instant;

/** For how long a connection may go on: as long as the token that it was opened or renewed with, and a grace. */
final class Lease {
    private final Settings.Live limits;
    private volatile Caller holder;
    /** The end of the token of which the client has been warned; touched by the session's beat alone. */
    private Instant warnedOf = Instant.MIN;

    Lease(Caller holder, Settings.Live limits) {
        this.holder = holder;
        this.limits = limits;
    }

    Caller holder() {
        return holder;
    }

    /** @throws Problem.Unauthenticated when the new token is another person's, another sign-in's or another tenant's */
    void renew(Caller renewed) {
        boolean same = renewed.id().equals(holder.id())
                && renewed.credential().signIn().equals(holder.credential().signIn())
                && renewed.credential().tenant().equals(holder.credential().tenant());
        if (!same) {
            throw new Problem.Unauthenticated("This token is of another sign-in. Open a new connection with it.");
        }
        holder = renewed;
    }

    Instant expires() {
        return holder.credential().expires();
    }

    boolean isOver(Instant now) {
        return Duration.between(expires(), now).compareTo(limits.grace()) > 0;
    }

    /** @return whether the client is to be warned now of the token's end; once for each token */
    boolean takeWarning(Instant now) {
        Instant end = expires();
        if (end.equals(warnedOf) || now.isBefore(end.minus(limits.expiryNotice()))) {
            return false;
        }
        warnedOf = end;
        return true;
    }
}
