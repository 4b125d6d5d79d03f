package dev.tutti.live.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is asked for by a poll")
class PollRequestTest {
    private final UUID workspace = UUID.randomUUID();
    private final Optional<Position> after = Optional.of(new Position("e", 7, Optional.empty()));
    private final PollRequest events = new PollRequest(Optional.of(workspace), after, 50, Duration.ZERO);
    private final PollRequest inbox = new PollRequest(Optional.empty(), after, 50, Duration.ZERO);
    private final UserId robot = UserId.ofIntegration(UUID.randomUUID());

    @Test
    @DisplayName("is followed beside the inbox, which an integration does not have")
    void journals() {
        UserId ada = new UserId(UUID.randomUUID());

        assertEquals(
                List.of(StreamId.inbox(ada), StreamId.workspace(workspace)),
                List.copyOf(events.journals(ada).keySet()));
        assertEquals(
                List.of(StreamId.inbox(ada)), List.copyOf(inbox.journals(ada).keySet()));
        assertEquals(
                List.of(StreamId.workspace(workspace)),
                List.copyOf(events.journals(robot).keySet()));
        assertEquals(after, events.journals(robot).get(StreamId.workspace(workspace)));
    }

    @Test
    @DisplayName("is open to a key that was made for reading, and no inbox is")
    void keys() {
        Grant reading = new Grant(robot.value(), workspace, Set.of(Scope.READ));
        Grant writing = new Grant(robot.value(), workspace, Set.of(Scope.TASKS_WRITE, Scope.EVENTS_WRITE));

        events.mustBeOpenTo(reading);
        assertThrows(Problem.Forbidden.class, () -> events.mustBeOpenTo(writing));
        assertThrows(Problem.Forbidden.class, () -> inbox.mustBeOpenTo(reading));
    }
}
