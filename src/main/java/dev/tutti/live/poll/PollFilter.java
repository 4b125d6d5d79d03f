package dev.tutti.live.poll;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.http.Exchange;
import dev.tutti.live.http.Reception;
import dev.tutti.live.http.Refusal;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.SessionRegistry;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Joined;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * The door of those who poll. Their addresses lie among those of the REST API, and what does not concern them passes on
 * to it. Not a JAX-RS resource: both servers write the answer of one that had to wait on whatever thread has it, and wait
 * there for a client that does not read; ours are few, and everybody's.
 */
@WebFilter(
        urlPatterns = {"/api/workspaces/*", "/api/notifications/*"},
        asyncSupported = true)
public class PollFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** How long the journal may take to bring what it already has. */
    private static final Duration READING = Duration.ofSeconds(10);

    @Inject
    transient Reception reception;

    @Inject
    transient SessionRegistry registry;

    @Inject
    transient Hub hub;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!PollRequest.fits(request) || PollRequest.publishes(request)) {
            chain.doFilter(request, response);
        } else if (!request.getMethod().equals("GET")) {
            Refusal.of(ErrorCode.BAD_REQUEST, 405, "Events are asked for with GET.")
                    .with("Allow", PollRequest.methods(request))
                    .send(response);
        } else {
            receive(request, response);
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller;
        PollRequest asked;
        try {
            caller = reception.admit(request, Seat.POLL);
            asked = PollRequest.read(request);
            caller.credential().grant().ifPresent(asked::mustBeOpenTo);
        } catch (RuntimeException refused) {
            Refusal.of(refused).send(response);
            return;
        }
        Exchange exchange = Exchange.of(request, response);
        PollWire wire = new PollWire(exchange, asked.stream(caller.id()), asked.limit());
        Session session = registry.open(caller, wire, Seat.POLL, admitted -> welcome(admitted, wire, asked));
        exchange.whenGone().thenRun(session::gone);
    }

    private void welcome(Session session, PollWire wire, PollRequest asked) {
        StreamId stream = asked.stream(session.caller().id());
        Map<StreamId, Optional<Position>> journals =
                asked.journals(session.caller().id());
        try {
            hub.join(session, journals, joined -> begin(session, wire, asked, only(stream, joined)));
        } catch (Problem refused) {
            wire.refuse(refused);
        }
    }

    private void begin(Session session, PollWire wire, PollRequest asked, Joined joined) {
        Duration least = wire.follow(joined, asked.after()) ? READING : Duration.ZERO;
        Duration wait = least.compareTo(asked.patience()) > 0 ? least : asked.patience();
        Future<?> end = registry.after(wait, () -> session.end(CloseCode.GOING_AWAY, "the wait is over"));
        session.whenGone().thenRun(() -> end.cancel(false));
    }

    private static Joined only(StreamId stream, List<Joined> joined) {
        return joined.stream()
                .filter(it -> it.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }
}
