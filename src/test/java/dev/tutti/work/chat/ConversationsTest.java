package dev.tutti.work.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.work.workspace.NewMember;
import dev.tutti.work.workspace.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is unread")
class ConversationsTest {
    private final Lounge lounge = new Lounge();
    private final Caller ada = lounge.ada;
    private final Caller bob = lounge.member("bob", Role.MEMBER);
    private final Caller gus = lounge.member("gus", Role.GUEST);

    @AfterEach
    void close() {
        lounge.close();
    }

    @Test
    @DisplayName("is what others said and one has not read, in each conversation and altogether")
    void counted() {
        assertEquals(new Unread(0, List.of()), lounge.unread(bob));
        lounge.say(ada, "one");
        MessageView two = lounge.say(ada, "two");
        lounge.say(bob, "mine");
        MessageView last = lounge.say(ada, "three");
        MessageView there = lounge.say(ada, "room", "there");

        assertEquals(
                new Unread(
                        4,
                        List.of(
                                new ConversationView(Optional.of("room"), 0, 1, there),
                                new ConversationView(Optional.empty(), 0, 3, last))),
                lounge.unread(bob));
        assertEquals(1, lounge.unread(ada).unread(), "one's own are not");
        assertEquals(5, lounge.unread(gus).unread());

        assertEquals(new ReadState(lounge.workspace, Optional.empty(), two.seq(), 1), read(bob, null, two.seq()));
        assertEquals(2, lounge.unread(bob).unread());
        assertEquals(two.seq(), lounge.unread(bob).items().get(1).upTo());
        assertEquals(0, read(bob, "room", there.seq()).unread());
        assertEquals(1, lounge.unread(bob).unread());
        assertEquals(5, lounge.unread(gus).unread(), "everybody reads for themselves");
    }

    @Test
    @DisplayName("is marked forward only, and told to one's own devices when it moves")
    void forwardOnly() {
        MessageView one = lounge.say(ada, "one");
        MessageView two = lounge.say(ada, "two");
        lounge.read(gus, null, two.seq());
        long told = lounge.last().seq();

        assertEquals(two.seq(), read(gus, null, one.seq()).upTo(), "never back");
        assertEquals(two.seq(), read(gus, null, 0).upTo());
        assertEquals(two.seq(), read(gus, null, two.seq()).upTo());

        List<Entry> inbox = lounge.inbox(gus);
        assertEquals(1, inbox.size());
        assertEquals("chat:read", inbox.get(0).what().type());
        assertEquals(
                StrictJson.object("{\"workspaceId\":\"" + lounge.workspace + "\",\"room\":null,\"upTo\":" + two.seq()
                        + ",\"unread\":0}"),
                StrictJson.object(inbox.get(0).what().payload()));
        assertEquals(told, lounge.last().seq(), "C10, C11: the workspace hears nothing of it");
        assertEquals(List.of(), lounge.inbox(ada));
    }

    @Test
    @DisplayName("stays the same when one of them is deleted, and when others come and go")
    void steady() {
        MessageView one = lounge.say(ada, "one");
        lounge.say(ada, "two");
        lounge.delete(ada, one.id());

        assertEquals(2, lounge.unread(bob).unread());
        assertEquals(2, lounge.unread(bob).items().get(0).unread());
    }

    @Test
    @DisplayName("is nothing that was said before one joined, also for the second time")
    void beforeJoining() {
        lounge.say(ada, "before");
        tick();
        Caller zoe = lounge.member("zoe", Role.MEMBER);
        assertEquals(0, lounge.unread(zoe).unread());
        lounge.say(ada, "after");
        assertEquals(1, lounge.unread(zoe).unread());

        lounge.office.go(desk -> desk.members().remove(ada, lounge.workspace, zoe.id(), IfMatch.ANY));
        lounge.say(ada, "meanwhile");
        assertThrows(Problem.NotFound.class, () -> lounge.unread(zoe));
        assertThrows(Problem.NotFound.class, () -> lounge.read(zoe, null, 1));
        tick();
        lounge.office.go(desk -> desk.members()
                .add(
                        ada,
                        lounge.workspace,
                        new NewMember(Optional.empty(), Optional.of(zoe.id().value()), "member")));
        assertEquals(0, lounge.unread(zoe).unread());
        MessageView back = lounge.say(ada, "Welcome back");
        assertEquals(1, lounge.unread(zoe).unread());
        assertEquals(0, read(zoe, null, back.seq()).unread());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, Long.MAX_VALUE, Long.MIN_VALUE})
    @DisplayName("is not marked beyond what was said")
    void beyond(long more) {
        long last = lounge.say(ada, "x").seq();
        long upTo = more == 1 ? last + 1 : more;

        assertThrows(Problem.Invalid.class, () -> lounge.read(bob, null, upTo));
        assertThrows(Problem.Invalid.class, () -> lounge.read(bob, "nowhere", last));
        assertEquals(List.of(), lounge.inbox(bob));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"upTo\":\"1\"}",
                "{\"upTo\":1.5}",
                "{\"upTo\":18446744073709551616}",
                "{\"upTo\":null}",
                "{\"upTo\":1,\"room\":7}",
                "{\"upTo\":1,\"room\":\"\"}"
            })
    @DisplayName("is marked by a whole number and the name of a room")
    void badMarks(String sent) {
        assertThrows(Problem.Invalid.class, () -> ReadUpTo.in(lounge.workspace, StrictJson.object(sent)));
    }

    private ReadState read(Caller caller, String room, long upTo) {
        return lounge.read(caller, room, upTo).value();
    }

    /** Lets the clock go on by a millisecond: what is told within one is not told apart. */
    private static void tick() {
        Instant start = Instant.now();
        while (Instant.now().toEpochMilli() == start.toEpochMilli()) {
            Thread.onSpinWait();
        }
    }
}
