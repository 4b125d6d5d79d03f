package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.protocol.ClientFrame;
import dev.tutti.live.protocol.CloseCode;
import java.sql.SQLTimeoutException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("FrameDispatcher")
class FrameDispatcherTest {
    private final Studio studio = new Studio();
    private final Tape tape = new Tape();
    private final Commands commands = new Commands() {
        @Override
        void perform(Session session, ClientFrame frame) {
            if (frame.type().equals("fault")) {
                throw new IllegalStateException("secret detail of dev.tutti.Something");
            }
            if (frame.type().equals("busy")) {
                throw new IllegalStateException(new SQLTimeoutException("secret detail", "HYT00"));
            }
            session.say(studio.frames.pong());
        }
    };
    private Session session;
    private FrameDispatcher dispatcher;

    @BeforeEach
    void connect() {
        UserId ada = new UserId(UUID.randomUUID());
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                studio.clock.instant(),
                studio.clock.instant().plus(Duration.ofHours(1)));
        session = studio.opens(new Caller(ada, "Ada", credential, Echo.NONE), tape);
        dispatcher = new FrameDispatcher(session, commands, studio.settings.client(), studio.clock);
        studio.settle();
    }

    @Test
    @DisplayName("D20: a fault is answered with an id under which it was logged, and with nothing of its cause")
    void fault() {
        dispatcher.receive("{\"id\":\"7\",\"type\":\"fault\"}");
        dispatcher.receive("{\"type\":\"ping\"}");
        studio.settle();

        assertEquals(List.of("connected", "reply", "pong"), tape.types());
        var error = tape.frames().get(1).getJsonObject("error");
        assertEquals("internal", error.getString("code"));
        assertFalse(error.getString("errorId").isEmpty());
        assertFalse(error.toString().contains("secret detail"));
        assertTrue(session.isOpen());
    }

    @Test
    @DisplayName("a database that is busy is answered with \"unavailable\" and when to come back")
    void busy() {
        dispatcher.receive("{\"id\":\"7\",\"type\":\"busy\"}");
        studio.settle();

        var error = tape.last().getJsonObject("error");
        assertEquals("unavailable", error.getString("code"));
        assertTrue(error.getInt("retryAfterMs") > 0);
        assertFalse(error.toString().contains("secret detail"));
    }

    @Test
    @DisplayName("D12: a burst above the rate is refused with the time to wait, and the connection stays open")
    void burst() {
        int burst = studio.settings.client().frameBurst();
        for (int i = 0; i < burst + 1; i++) {
            dispatcher.receive("{\"type\":\"ping\"}");
            studio.settle();
        }

        var refusal = tape.last().getJsonObject("payload");
        assertEquals("rate_limited", refusal.getString("code"));
        assertTrue(refusal.getInt("retryAfterMs") > 0);
        assertTrue(session.isOpen());

        studio.clock.advance(Duration.ofSeconds(1));
        dispatcher.receive("{\"type\":\"ping\"}");
        studio.settle();
        assertEquals("pong", tape.last().getString("type"));
    }

    @Test
    @DisplayName("D12: a flood that goes on for ten seconds ends the connection with 4029, and says for how long")
    void flood() {
        for (int tenths = 0; tenths < 115; tenths++) {
            for (int i = 0; i < 10; i++) {
                dispatcher.receive("{\"type\":\"ping\"}");
            }
            studio.settle();
            studio.clock.advance(Duration.ofMillis(100));
            if (tenths == 95) {
                assertTrue(session.isOpen(), "not before ten seconds of refusals");
            }
        }
        assertEquals(Optional.of(CloseCode.TOO_MANY_MESSAGES), tape.closed);
        var farewell = tape.last().getJsonObject("payload");
        assertEquals("rate_limited", farewell.getString("code"));
        assertEquals(10_000, farewell.getInt("retryAfterMs"));
    }

    @Test
    @DisplayName("D12: whoever sends too much stands in the log, once a minute and not once a message")
    void logged() {
        List<String> lines = new ArrayList<>();
        Handler ear = ear(lines);
        Logger log = Logger.getLogger(FrameDispatcher.class.getName());
        log.addHandler(ear);
        try {
            flood(200);
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(
                    lines.get(0)
                            .startsWith("rate.limit user=" + session.caller().id()),
                    lines.get(0));
            studio.clock.advance(Duration.ofSeconds(61));
            flood(200);
            assertEquals(2, lines.size(), lines.toString());
        } finally {
            log.removeHandler(ear);
        }
    }

    private void flood(int messages) {
        for (int i = 0; i < messages; i++) {
            dispatcher.receive("{\"type\":\"ping\"}");
        }
        studio.settle();
    }

    private static Handler ear(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    @DisplayName("commands that wait for their turn are bounded, however slow the turn comes")
    void pending() {
        for (int i = 0; i < 65; i++) {
            studio.clock.advance(Duration.ofSeconds(1));
            dispatcher.receive("{\"type\":\"ping\"}");
        }

        var refusal = tape.last().getJsonObject("payload");
        assertEquals("rate_limited", refusal.getString("code"));
        assertEquals(1_000, refusal.getInt("retryAfterMs"));
    }

    @Test
    @DisplayName("D22: what comes after the end is not carried out")
    void afterTheEnd() {
        dispatcher.receive("{\"type\":\"ping\"}");
        session.end(CloseCode.RESTART, "restart");
        dispatcher.receive("{\"type\":\"ping\"}");
        studio.settle();

        assertEquals(List.of("connected"), tape.types());
    }
}
