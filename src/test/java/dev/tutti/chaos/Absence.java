package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** When somebody was no member: from each removal to the next time that they were added. */
record Absence(List<Long> removed, List<Long> added) {
    static Absence of(String person, List<JournalBook.Line> journal) {
        Absence absence = new Absence(new ArrayList<>(), new ArrayList<>());
        for (JournalBook.Line line : journal) {
            if (line.type().equals("workspace:member_left")
                    && payload(line).getString("userId").equals(person)) {
                absence.removed.add(line.seq());
            } else if (line.type().equals("workspace:member_joined")
                    && payload(line).getJsonObject("user").getString("id").equals(person)) {
                absence.added.add(line.seq());
            }
        }
        return absence;
    }

    /** The entry that removes them is theirs to see; the one that adds them is the first after. */
    boolean covers(long seq) {
        long joined = added.stream().filter(entry -> entry <= seq).count();
        long left = removed.stream().filter(entry -> entry < seq).count();
        return joined == left;
    }

    /** @return whether it is the reason why somebody who was at the first number went on from a snapshot of the second */
    boolean explains(long end, long start) {
        return covers(end) || removed.stream().anyMatch(entry -> entry >= end && entry <= start);
    }

    private static JsonObject payload(JournalBook.Line line) {
        return PlainHttp.json(line.payload());
    }
}
