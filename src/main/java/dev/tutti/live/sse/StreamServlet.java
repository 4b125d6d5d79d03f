package dev.tutti.live.sse;

import dev.tutti.base.config.Settings;
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
import dev.tutti.live.protocol.Frames;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The door of those who listen by Server-Sent Events. A servlet and not a JAX-RS resource, because with a client that does
 * not read one server's implementation of those queues without end, and the other's blocks.
 */
@WebServlet(urlPatterns = "/api/events", asyncSupported = true)
public class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String CHECKUP = "checkup";
    private static final Duration LEAST_RETRY = Duration.ofSeconds(1);

    @Inject
    transient Reception reception;

    @Inject
    transient SessionRegistry registry;

    @Inject
    transient Hub hub;

    @Inject
    transient Frames frames;

    @Inject
    transient Settings settings;

    @Inject
    transient Clock clock;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            Refusal.of(ErrorCode.BAD_REQUEST, 405, "A stream of events is asked for with GET.")
                    .with("Allow", "GET")
                    .send(response);
        } else if (EventId.STOP.equals(request.getHeader("Last-Event-ID"))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (request.getParameter(CHECKUP) != null) {
            checkUp(request, response);
        } else {
            receive(request, response);
        }
    }

    private void checkUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            reception.admitCheckup(request, Seat.STREAM);
        } catch (RuntimeException refused) {
            Refusal.of(refused).send(response);
            return;
        }
        new CheckupStream(Exchange.of(request, response), registry, clock).begin();
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StreamRequest asked;
        Caller caller;
        try {
            asked = StreamRequest.read(request);
            caller = reception.admit(request, Seat.STREAM);
        } catch (RuntimeException refused) {
            Refusal.of(refused).send(response);
            return;
        }
        Map<StreamId, Optional<Position>> since = asked.journals(caller.id());
        Exchange exchange = Exchange.of(request, response);
        SseWire wire = new SseWire(exchange, retry());
        Session session = registry.open(caller, wire, Seat.STREAM, admitted -> welcome(admitted, wire, since));
        exchange.whenGone().thenRun(session::gone);
    }

    private void welcome(Session session, SseWire wire, Map<StreamId, Optional<Position>> since) {
        try {
            hub.join(session, since, journals -> {
                wire.follow(journals, since);
                session.say(frames.connected(session.caller().id(), session.id(), journals, registry.terms()));
            });
        } catch (Problem refused) {
            wire.refuse(refused);
        }
    }

    /** A different one for each, so that those who lost their streams together do not come back together. */
    private Duration retry() {
        long spread = settings.live().reconnectAfter().toMillis();
        return LEAST_RETRY.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
    }
}
