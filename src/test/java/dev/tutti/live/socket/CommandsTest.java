package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.protocol.ClientFrame;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Commands")
class CommandsTest {
    private final Studio studio = new Studio();
    private final Tape tape = new Tape();
    private final Commands commands = new Commands();
    private final Session session = studio.opens(caller(), tape);

    @Test
    @DisplayName("F6: one connection follows only so many workspaces; joining one of them anew is no other")
    void joins() {
        commands.hub = studio.hub;
        commands.frames = studio.frames;
        commands.settings = ChosenSettings.of("TUTTI_JOINS_PER_CONNECTION", "2");
        UUID first = workspace();
        join(first);
        join(workspace());
        UUID third = workspace();

        assertThrows(Problem.TooMuch.class, () -> join(third));
        join(first);
        commands.perform(session, frame("workspace:leave", first));
        studio.settle();
        join(third);
        studio.settle();
        assertEquals(2, session.workspaces());
    }

    private UUID workspace() {
        UUID id = UUID.randomUUID();
        studio.shelf.open(StreamId.workspace(id));
        return id;
    }

    private void join(UUID workspace) {
        commands.perform(session, frame("workspace:join", workspace));
    }

    private static ClientFrame frame(String type, UUID workspace) {
        return ClientFrame.read(
                StrictJson.object("{\"type\":\"" + type + "\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}"));
    }

    private static Caller caller() {
        Credential credential = new Credential(UUID.randomUUID(), Optional.empty(), false, Instant.EPOCH, Instant.MAX);
        return new Caller(new UserId(UUID.randomUUID()), "Ada", credential, Echo.NONE);
    }
}
