package dev.tutti.live.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.http.Pipe;
import dev.tutti.live.hub.Wire;
import dev.tutti.live.hub.WireContract;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.Joined;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wire of a stream")
class SseWireTest extends WireContract {
    private static final Pattern SEQ = Pattern.compile("^data: .*\"seq\":(\\d+)", Pattern.MULTILINE);

    private final Frames frames = new Frames(new ManualClock());
    private final UserId ada = new UserId(UUID.randomUUID());
    private final StreamId inbox = StreamId.inbox(ada);
    private final Pipe pipe = new Pipe().call();
    private final SseWire wire = new SseWire(pipe.exchange(), Duration.ofMillis(1_234));

    @Override
    protected Client connect() {
        return new Client() {
            @Override
            public Wire wire() {
                greet(Optional.empty(), Optional.empty());
                return wire;
            }

            @Override
            public List<Long> heard() {
                return SEQ.matcher(pipe.text().substring(pipe.text().indexOf("\n\nevent: test")))
                        .results()
                        .map(match -> Long.parseLong(match.group(1)))
                        .toList();
            }

            @Override
            public void block() {
                pipe.block();
            }

            @Override
            public void unblock() {
                pipe.unblock();
            }

            @Override
            public void vanish() {
                pipe.vanish();
            }

            @Override
            public boolean hasEnded() {
                return pipe.isCompleted() && pipe.text().contains("event: close\n");
            }

            @Override
            public boolean wasCut() {
                return pipe.wasCut();
            }
        };
    }

    @Test
    @DisplayName("H11: says first when to come back, and where the client is in every journal")
    void greeting() {
        assertEquals("text/event-stream;charset=utf-8", pipe.headers().get("Content-Type"));
        assertTrue(pipe.text().startsWith("retry: 1234\n\nevent: connected\nid: "), pipe.text());
        EventId id = EventId.parse(lastId());
        assertEquals(Optional.of(position(7)), id.of(inbox));
        assertEquals(Optional.of(position(7)), id.of(stream));
    }

    @Test
    @DisplayName("where the client has a hole, the id stays at the position that it brought")
    void hole() {
        greet(Optional.of(position(3)), Optional.of(Gap.TOO_OLD));

        assertEquals(Optional.of(position(3)), EventId.parse(lastId()).of(stream));
    }

    @Test
    @DisplayName("what tells of no entry has no id")
    void ephemeral() {
        wire.send(frames.pong(), taken -> {});

        assertFalse(pipe.text().substring(pipe.text().indexOf("event: pong")).contains("id: "));
    }

    @Test
    @DisplayName("F9: a client that takes nothing is sent one ping, not one after the other")
    void pings() {
        wire.ping();
        pipe.block();
        for (int i = 0; i < 5; i++) {
            wire.ping();
        }
        pipe.unblock();

        assertEquals(2, pipe.text().split(": ping\n\n", -1).length - 1);
        assertFalse(wire.hasAnswers());
    }

    @Test
    @DisplayName("an end that is for good has the id that stops the browser, another has none")
    void stop() {
        wire.close(CloseCode.SIGNED_OUT, "signed \"out\"");

        assertTrue(
                pipe.text()
                        .endsWith(
                                "event: close\nid: stop\ndata: {\"code\":4503,\"reason\":\"signed \\\"out\\\"\"}\n\n"),
                pipe.text());
        Pipe other = new Pipe().call();
        SseWire expired = new SseWire(other.exchange(), Duration.ZERO);
        expired.send(greeting(Optional.empty(), Optional.empty()), taken -> {});
        expired.close(CloseCode.UNAUTHENTICATED, "expired");
        assertTrue(other.text().endsWith("event: close\ndata: {\"code\":4001,\"reason\":\"expired\"}\n\n"));
    }

    @Test
    @DisplayName("F8: what ends before the greeting is refused with a status")
    void refused() {
        Map.of(
                        CloseCode.TOO_MANY_CONNECTIONS, 429,
                        CloseCode.RESTART, 503,
                        CloseCode.SIGNED_OUT, 401)
                .forEach((code, status) -> {
                    Pipe door = new Pipe().call();
                    SseWire unheard = new SseWire(door.exchange(), Duration.ZERO);
                    unheard.send(frames.pong(), taken -> assertTrue(taken));
                    unheard.ping();
                    unheard.close(code, "for a test");
                    assertEquals(status, door.status());
                    assertTrue(door.isCompleted());
                    assertTrue(door.text().startsWith("{\"type\":\"about:blank\""), door.text());
                });
    }

    private String lastId() {
        String[] ids = pipe.text().split("\nid: ");
        return ids[ids.length - 1].lines().findFirst().orElseThrow();
    }

    private void greet(Optional<Position> since, Optional<Gap> gap) {
        wire.send(greeting(since, gap), taken -> {});
    }

    private ServerFrame greeting(Optional<Position> since, Optional<Gap> gap) {
        List<Joined> journals = List.of(
                new Joined(inbox, position(7), false, Optional.empty(), 1),
                new Joined(stream, position(7), false, gap, 1));
        wire.follow(journals, Map.of(inbox, Optional.empty(), stream, since));
        return frames.connected(ada, UUID.randomUUID(), journals, new Frames.Terms(Duration.ofSeconds(30), 1, 1, 1));
    }

    private static Position position(long seq) {
        return new Position("e", seq, Optional.of(new UUID(1, seq)));
    }
}
