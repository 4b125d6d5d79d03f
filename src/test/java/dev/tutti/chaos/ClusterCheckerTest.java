package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.chaos.Checker.Fault;
import dev.tutti.chaos.Recording.Heard;
import dev.tutti.chaos.Recording.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was recorded in a good run is made bad in one place, as a fault of the server would make it. */
@DisplayName("The checker of the chaos tests")
class ClusterCheckerTest {
    private static final String ADA = "ada";
    private static final int TALK = 10;

    /** Ada is added by entry 1, is removed by 6 and added again by 9; all others are messages. */
    private final List<JournalBook.Line> journal =
            new ArrayList<>(LongStream.rangeClosed(1, TALK).mapToObj(this::line).toList());

    private final List<Acknowledged> writes = new ArrayList<>(LongStream.rangeClosed(1, TALK)
            .filter(seq -> line(seq).type().equals("chat:message"))
            .mapToObj(seq -> write("said " + seq, seq, seq * 10, seq * 10 + 5))
            .toList());

    private final List<Heard> before = heard(2, 6);
    private final List<Heard> after = heard(10, 10);
    private long head = TALK;

    @Test
    @DisplayName("finds nothing where nothing is wrong")
    void nothing() {
        assertEquals(List.of(), check());
    }

    @Test
    @DisplayName("catches an acknowledgement before a commit that never came")
    void acknowledgedTooEarly() {
        writes.add(write("said in vain", 11, 200, 201));
        assertEquals(List.of(Fault.LOST), check());
    }

    @Test
    @DisplayName("catches a write that was carried out twice, also where nobody was told that it was")
    void carriedOutTwice() {
        journal.add(new JournalBook.Line(11, "chat:message", line(4).payload()));
        head = 11;
        after.add(event(11, 4));
        assertEquals(List.of(Fault.DOUBLED), check());
    }

    @Test
    @DisplayName("catches numbers of a sequence: with holes, twice, or not in the order of the commits")
    void sequence() {
        journal.remove(9);
        journal.add(new JournalBook.Line(11, "chat:message", line(10).payload()));
        assertEquals(List.of(Fault.LOST), findings(new Checker(journal).numbers(11)));

        journal.set(9, new JournalBook.Line(9, "chat:message", line(10).payload()));
        assertEquals(List.of(Fault.DOUBLED), findings(new Checker(journal).numbers(9)));

        writes.clear();
        writes.add(write("said 4", 4, 10, 15));
        writes.add(write("said 3", 3, 20, 25));
        assertEquals(List.of(Fault.OUT_OF_ORDER), findings(new Checker(journal).writes(writes)));
    }

    @Test
    @DisplayName("lets writes that were under way together have any order")
    void atTheSameTime() {
        writes.clear();
        writes.add(write("said 4", 4, 10, 25));
        writes.add(write("said 3", 3, 20, 30));
        assertEquals(List.of(), findings(new Checker(journal).writes(writes)));
    }

    @Test
    @DisplayName("catches an acknowledgement that names another entry")
    void wrongNumber() {
        writes.set(0, write("said 2", 1, 20, 25));
        assertEquals(List.of(Fault.UNTRUE), check());
    }

    @Test
    @DisplayName("catches a head that is not the last entry's number")
    void wrongHead() {
        head = 11;
        assertEquals(List.of(Fault.LOST), check());
    }

    @Test
    @DisplayName("catches that there is no tail: an event whose hint was lost, and which nobody looked for")
    void noTail() {
        after.remove(0);
        assertEquals(List.of(Fault.LOST), check());
    }

    @Test
    @DisplayName("catches a resume that is off by one, to either side")
    void offByOne() {
        before.add(2, before.get(1));
        assertEquals(List.of(Fault.DOUBLED), check());
        before.subList(2, 4).clear();
        assertEquals(List.of(Fault.LOST), check());
    }

    @Test
    @DisplayName("catches an event that is told again, though the snapshot has it")
    void snapshotAndEvent() {
        before.add(0, event(1, 1));
        assertEquals(List.of(Fault.DOUBLED), check());
    }

    @Test
    @DisplayName("catches what comes late: a hole, and then what belonged into it")
    void late() {
        before.add(before.remove(1));
        assertEquals(List.of(Fault.LOST, Fault.OUT_OF_ORDER), check());
    }

    @Test
    @DisplayName("catches what is seen without right: after the removal, and in a snapshot")
    void withoutRight() {
        before.add(event(7, 7));
        assertEquals(List.of(Fault.WITHOUT_RIGHT), check());

        before.remove(before.size() - 1);
        assertEquals(
                List.of(Fault.WITHOUT_RIGHT),
                findings(new Checker(journal)
                        .heard(List.of(ada(new Stretch(1, before), new Stretch(8, heard(9, 10)))))));
    }

    @Test
    @DisplayName("catches a member who is sent to a snapshot without a reason, and so past what came before it")
    void sentAway() {
        assertEquals(
                List.of(Fault.LOST),
                findings(new Checker(journal)
                        .heard(List.of(ada(
                                new Stretch(1, heard(2, 3)), new Stretch(5, heard(6, 6)), new Stretch(9, after))))));
    }

    @Test
    @DisplayName("catches what is told otherwise than it is kept, or never was")
    void untrue() {
        before.set(1, event(3, 4));
        assertEquals(List.of(Fault.UNTRUE), check());
        before.set(1, event(3, 3));
        after.add(event(11, 10));
        assertEquals(List.of(Fault.UNTRUE), check());
    }

    @Test
    @DisplayName("counts each kind")
    void counts() {
        writes.add(write("said in vain", 11, 200, 201));
        Checker checker = new Checker(journal).numbers(head).writes(writes);
        assertEquals(
                Map.of(
                        Fault.LOST, 1L,
                        Fault.DOUBLED, 0L,
                        Fault.OUT_OF_ORDER, 0L,
                        Fault.WITHOUT_RIGHT, 0L,
                        Fault.UNTRUE, 0L),
                checker.counts());
    }

    private List<Fault> check() {
        return findings(new Checker(journal)
                .numbers(head)
                .writes(writes)
                .heard(List.of(ada(new Stretch(1, before), new Stretch(9, after)))));
    }

    private static List<Fault> findings(Checker checker) {
        return checker.findings().stream().map(Checker.Finding::fault).toList();
    }

    private static Recording ada(Stretch... stretches) {
        return new Recording("Ada", ADA, List.of(stretches));
    }

    private List<Heard> heard(long first, long last) {
        return new ArrayList<>(LongStream.rangeClosed(first, last)
                .mapToObj(seq -> event(seq, seq))
                .toList());
    }

    /** @param told the entry of which type and payload are */
    private Heard event(long seq, long told) {
        return new Heard(seq, line(told).type(), PlainHttp.json(line(told).payload()), 0, 0);
    }

    private JournalBook.Line line(long seq) {
        return switch ((int) seq) {
            case 1, 9 -> new JournalBook.Line(seq, "workspace:member_joined", "{\"user\":{\"id\":\"ada\"}}");
            case 6 -> new JournalBook.Line(seq, "workspace:member_left", "{\"userId\":\"ada\"}");
            default -> new JournalBook.Line(seq, "chat:message", "{\"text\":\"said " + seq + "\"}");
        };
    }

    private static Acknowledged write(String text, long seq, long begun, long answered) {
        return new Acknowledged("Bob", text, seq, begun, answered, 1);
    }
}
