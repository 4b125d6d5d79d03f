package dev.tutti.live.socket;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.SessionRegistry;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/**
 * The door of WebSocket clients. The container makes one of these for each connection, and calls it one event at a
 * time. Nothing here waits: the container's threads are few, and everybody's.
 */
@ServerEndpoint(
        value = "/ws",
        subprotocols = {JwtConfigurator.LINES, JwtConfigurator.PROTOCOL},
        configurator = JwtConfigurator.class)
public class WorkspaceEndpoint {
    private static final System.Logger LOG = Log.of(WorkspaceEndpoint.class);

    private static final Engine ENGINE = Engine.ofThisServer();

    @Inject
    SessionRegistry registry;

    @Inject
    Commands commands;

    @Inject
    Courier.House couriers;

    @Inject
    Rates rates;

    @Inject
    Frames frames;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private Optional<SocketWire> wire = Optional.empty();
    private Optional<Visit> visit = Optional.empty();

    /** A connection whose credential was accepted. */
    private record Visit(
            dev.tutti.live.hub.Session session,
            FrameDispatcher dispatcher,
            MessageParts parts,
            Courier courier,
            BinaryParts binary) {}

    /**
     * Sets no idle timeout: our pings find whoever is gone. Tyrus 2.1 makes a timer of no delay for a session without one,
     * and where that runs a moment late it finds ours and closes a connection that has just been opened.
     */
    @OnOpen
    public void open(Session socket, EndpointConfig config) {
        SocketWire opened = new SocketWire(socket, ENGINE);
        wire = Optional.of(opened);
        JwtConfigurator.admission(config.getUserProperties())
                .ifPresentOrElse(admission -> answer(admission, opened), () -> apologise(opened));
    }

    private void answer(Admission admission, SocketWire wire) {
        if (admission instanceof Admission.Admitted admitted) {
            receive(admitted.caller(), wire);
        } else if (admission instanceof Admission.Refused refused) {
            Count.HANDSHAKES.up(Seat.SOCKET.word(), "invalid_token");
            ServerFrame why = frames.warning(ErrorCode.INVALID_TOKEN, refused.message());
            registry.turnAway(wire, why, CloseCode.INVALID_TOKEN);
        } else if (admission instanceof Admission.Expired expired) {
            Count.HANDSHAKES.up(Seat.SOCKET.word(), "unauthenticated");
            ServerFrame why = frames.warning(ErrorCode.INVALID_TOKEN, expired.message());
            registry.turnAway(wire, why, CloseCode.UNAUTHENTICATED);
        }
    }

    private void receive(Caller caller, SocketWire wire) {
        try {
            rates.take(Rate.HANDSHAKES, caller.id().toString());
        } catch (Problem.NotNow tooFast) {
            Count.HANDSHAKES.up(Seat.SOCKET.word(), "too_many");
            registry.turnAway(wire, frames.farewell(tooFast), CloseCode.TOO_MANY_CONNECTIONS);
            return;
        }
        letIn(caller, wire);
    }

    private void letIn(Caller caller, SocketWire wire) {
        var session = registry.open(caller, wire);
        visit = Optional.of(new Visit(
                session,
                new FrameDispatcher(session, commands, settings.client(), clock),
                new MessageParts(settings.client().frameBytes()),
                new Courier(session, couriers),
                new BinaryParts(settings.client().frameBytes())));
    }

    private void apologise(SocketWire wire) {
        Count.HANDSHAKES.up(Seat.SOCKET.word(), "unavailable");
        ServerFrame why = frames.warning(ErrorCode.UNAVAILABLE, "Your credential cannot be checked now. Come back.");
        registry.turnAway(wire, why, CloseCode.SERVER_FAULT);
    }

    @OnMessage
    public void text(String part, boolean last) {
        present().ifPresent(it -> {
            if (fits(it, it.parts().add(part))) {
                it.parts().end(last).ifPresent(message -> {
                    it.session().messageEnds();
                    it.dispatcher().receive(message);
                });
            }
        });
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        present().ifPresent(it -> {
            if (fits(it, it.binary().add(part))) {
                it.binary().end(last).ifPresent(message -> {
                    it.session().messageEnds();
                    it.courier().receive(message);
                });
            }
        });
    }

    /**
     * Undertow hands over what a client says after its goodbye, too. It may do so while {@link #close} is only about to be
     * called, on another thread; but then the connection is closed. What was said a moment before may go with it: whoever
     * wants to know waits for the answer.
     */
    private Optional<Visit> present() {
        return wire.filter(SocketWire::isOpen).flatMap(open -> visit);
    }

    private boolean fits(Visit it, boolean fits) {
        it.session().messageBegins();
        if (!fits) {
            Limit.FRAME_BYTES.struck();
            it.session().end(CloseCode.TOO_BIG, "max " + settings.client().frameBytes() + " bytes");
        }
        return fits;
    }

    @OnMessage
    public void pong(PongMessage pong) {
        visit.ifPresent(it -> it.session().heard());
    }

    @OnClose
    public void close(CloseReason reason) {
        wire.ifPresent(SocketWire::isClosing);
        boolean onPurpose = reason.getCloseCode() == CloseReason.CloseCodes.NORMAL_CLOSURE;
        visit.map(Visit::session).ifPresent(session -> {
            if (onPurpose) {
                session.goneForGood();
            } else {
                session.gone();
            }
        });
    }

    /** A fault of the connection. It stays open by the standard's rules unless the container closes it, and says so. */
    @OnError
    public void error(Throwable fault) {
        LOG.log(System.Logger.Level.DEBUG, "A connection had a fault", fault);
    }
}
