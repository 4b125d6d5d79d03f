package dev.tutti.live.http;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.limit.Addresses;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** Receives those who come by plain HTTP: a refusal is an answer like any other, so there is no need for an upgrade. */
@ApplicationScoped
public class Reception {
    @Inject
    Settings settings;

    @Inject
    SessionRegistry registry;

    @Inject
    Authenticator authenticator;

    @Inject
    Rates rates;

    @Inject
    Addresses addresses;

    /**
     * @param seat what they want
     * @throws Problem when they may not come in, or not now
     */
    public Caller admit(HttpServletRequest request, Seat seat) {
        mayCome(request, seat);
        Credentials shown = Credentials.of(request);
        // What lasts is for people: of their sign-ins the inbox tells when they end.
        Admission admission =
                seat.isLasting() ? shown.admission(authenticator) : shown.admissionWithKeys(authenticator);
        if (admission instanceof Admission.Expired expired) {
            Count.HANDSHAKES.up(seat.word(), "unauthenticated");
            throw new Problem.Unauthenticated(expired.message());
        } else if (admission instanceof Admission.Refused refused) {
            Count.HANDSHAKES.up(seat.word(), "invalid_token");
            throw new Problem.Unauthenticated(refused.message());
        }
        Caller caller = ((Admission.Admitted) admission).caller();
        mustBeInTime(caller, seat);
        return caller;
    }

    /**
     * Lets in somebody who only wants to know whether the way here is good, whoever they are.
     *
     * @throws Problem when they may not come in, or not now
     */
    public void admitCheckup(HttpServletRequest request, Seat seat) {
        rates.take(Rate.CHECKUPS, Addresses.place(addresses.of(request)));
        mayCome(request, seat);
    }

    private void mayCome(HttpServletRequest request, Seat seat) {
        if (!new Origins(settings.door()).allow(request)) {
            Count.HANDSHAKES.up(seat.word(), "origin");
            throw new Problem.Forbidden("Pages of this origin may not connect; see TUTTI_ORIGINS.");
        }
        if (!registry.letsIn(seat)) {
            Count.HANDSHAKES.up(seat.word(), "full");
            throw Refusal.full();
        }
    }

    /**
     * An integration's key has its rate here too: who polls comes by no other filter. A person has one for what lasts alone:
     * polls come back all the time.
     */
    private void mustBeInTime(Caller caller, Seat seat) {
        try {
            rates.call(caller);
            if (seat.isLasting()) {
                rates.take(Rate.HANDSHAKES, caller.id().toString());
            }
        } catch (Problem.NotNow tooFast) {
            Count.HANDSHAKES.up(seat.word(), "too_many");
            throw tooFast;
        }
    }
}
