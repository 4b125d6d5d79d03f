package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.protocol.ClientFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A limit on what a client may say is counted when it strikes:")
class StrikesTest {
    private final Studio studio = new Studio(
            new Doorman(),
            ChosenSettings.of(
                    "TUTTI_FRAME_BURST", "30",
                    "TUTTI_COMMANDS_WAITING", "20",
                    "TUTTI_BAD_JSON_PER_MINUTE", "3",
                    "TUTTI_WRONG_IDS_PER_MINUTE", "3"));
    private final Commands commands = new Commands() {
        @Override
        void perform(Session session, ClientFrame frame) {
            throw new Problem.NotFound("workspace");
        }
    };
    private final Growth commandsPerformed = Growth.of(Count.COMMANDS);
    private Session session;
    private FrameDispatcher dispatcher;

    @BeforeEach
    void connect() {
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                studio.clock.instant(),
                studio.clock.instant().plus(Duration.ofHours(1)));
        Caller ada = new Caller(new UserId(UUID.randomUUID()), "Ada", credential, Echo.NONE);
        session = studio.opens(ada, new Tape());
        dispatcher = new FrameDispatcher(session, commands, studio.settings.client(), studio.clock);
        studio.settle();
    }

    @Test
    @DisplayName("messages that wait, and their rate")
    void messages() {
        Growth waiting = Growth.of(Limit.COMMANDS_WAITING);
        Growth rate = Growth.of(Limit.FRAMES_PER_SECOND);
        Growth refused = Growth.of(Count.REFUSALS, "frame", "rate_limited");
        for (int i = 0; i < 35; i++) {
            dispatcher.receive("{\"type\":\"ping\"}");
        }

        assertEquals(10, waiting.now());
        assertEquals(5, rate.now());
        assertEquals(15, refused.now());
        assertEquals(0, commandsPerformed.now());
    }

    @Test
    @DisplayName("what is not JSON")
    void nonsense() {
        Growth limit = Growth.of(Limit.BAD_JSON_PER_MINUTE);
        Growth ended = Growth.of(Count.CONNECTIONS_CLOSED, "protocol_violated");
        says(3, "{");

        assertEquals(1, limit.now());
        assertEquals(1, ended.now());
        assertFalse(session.isOpen());
        assertEquals(3, commandsPerformed.now());
    }

    @Test
    @DisplayName("ids of what is not there")
    void guesses() {
        Growth limit = Growth.of(Limit.WRONG_IDS_PER_MINUTE);
        Growth ended = Growth.of(Count.CONNECTIONS_CLOSED, "too_many_messages");
        Growth refused = Growth.of(Count.REFUSALS, "frame", "not_found");
        says(4, "{\"type\":\"workspace:join\"}");

        assertEquals(1, limit.now());
        assertEquals(1, ended.now());
        assertEquals(4, refused.now());
    }

    private void says(int times, String message) {
        for (int i = 0; i < times; i++) {
            dispatcher.receive(message);
            studio.settle();
        }
    }
}
