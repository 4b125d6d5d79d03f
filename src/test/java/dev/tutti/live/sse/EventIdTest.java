package dev.tutti.live.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An event's id")
class EventIdTest {
    private static final UserId ADA = new UserId(UUID.randomUUID());
    private static final StreamId INBOX = StreamId.inbox(ADA);
    private static final StreamId WORKSPACE = StreamId.workspace(UUID.randomUUID());
    private static final Position MARKED = new Position("7f3a9c01", 42, Optional.of(UUID.randomUUID()));
    private static final Position UNMARKED = new Position("e", 0, Optional.empty());

    @Test
    @DisplayName("says where its client is in each journal, and nothing of any other")
    void readBack() {
        EventId id = EventId.parse(EventId.part(INBOX, UNMARKED) + "," + EventId.part(WORKSPACE, MARKED));

        assertEquals(Optional.of(UNMARKED), id.of(INBOX));
        assertEquals(Optional.of(MARKED), id.of(WORKSPACE));
        assertEquals(Optional.empty(), id.of(StreamId.workspace(UUID.randomUUID())));
    }

    @Test
    @DisplayName("can be written by a client that comes from another transport, with ids as it knows them")
    void written() {
        assertEquals(
                Optional.of(MARKED),
                EventId.parse(WORKSPACE.id() + ":" + MARKED).of(WORKSPACE));
    }

    @Test
    @DisplayName("of as many journals as one stream may follow is within its bounds")
    void longest() {
        String text = Stream.concat(Stream.of(INBOX), Stream.generate(() -> StreamId.workspace(UUID.randomUUID())))
                .limit(StreamRequest.WORKSPACES + 1)
                .map(stream -> EventId.part(
                        stream,
                        new Position("0123456789abcdef", 999_999_999_999_999_999L, Optional.of(UUID.randomUUID()))))
                .collect(Collectors.joining(","));

        assertTrue(text.length() < 2_000, text.length() + " characters");
        assertEquals(
                StreamRequest.WORKSPACES + 1, EventId.parse(text).positions().size());
    }

    static Stream<String> hostile() {
        String part = EventId.part(WORKSPACE, MARKED);
        return Stream.of(
                "",
                ",",
                "i",
                "i:",
                "stop",
                "i:e:1,",
                "i:e:-1",
                "i:e:01",
                "i:e:1000000000000000000",
                "i:E:1",
                "i:e:1:",
                "i:e:1:x",
                "i:e:1\n",
                "inbox:e:1",
                "../../etc:e:1",
                "i:e:1,i:e:2",
                part + "," + part,
                part + "," + WORKSPACE.id() + ":e:1",
                part.repeat(2),
                Stream.generate(() -> EventId.part(StreamId.workspace(UUID.randomUUID()), UNMARKED))
                        .limit(22)
                        .collect(Collectors.joining(",")),
                "i:e:1,".repeat(100_000),
                "\u0000",
                "i:e:\u0661");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @DisplayName("that no server gave is refused")
    void refused(String text) {
        Problem refusal = assertThrows(Problem.Invalid.class, () -> EventId.parse(text));
        assertEquals(ErrorCode.BAD_VALUE, refusal.code());
    }
}
