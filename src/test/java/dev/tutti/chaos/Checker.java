package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes over what everybody wrote down, and holds it against the journal as it is in the end. The journal is believed in nothing
 * but that it was read: its own numbers are looked at first.
 */
final class Checker {
    /** What must not be. */
    enum Fault {
        LOST,
        DOUBLED,
        OUT_OF_ORDER,
        WITHOUT_RIGHT,
        /** Told or acknowledged otherwise than it is kept. */
        UNTRUE
    }

    /** @param what in words, for whoever looks for the reason */
    record Finding(Fault fault, String what) {}

    private final List<JournalBook.Line> journal;
    private final List<JsonObject> payloads;
    private final List<Finding> findings = new ArrayList<>();

    Checker(List<JournalBook.Line> journal) {
        this.journal = journal;
        payloads = journal.stream().map(line -> PlainHttp.json(line.payload())).toList();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** @return how many of each */
    Map<Fault, Long> counts() {
        Map<Fault, Long> counts = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            counts.put(
                    fault, findings.stream().filter(one -> one.fault() == fault).count());
        }
        return counts;
    }

    /** Entries are numbered from 1 without a hole, up to the head. */
    Checker numbers(long head) {
        long previous = 0;
        for (JournalBook.Line line : journal) {
            if (line.seq() <= previous) {
                find(Fault.DOUBLED, "the journal has " + line.seq() + " after " + previous);
            } else if (line.seq() > previous + 1) {
                find(Fault.LOST, "the journal has " + line.seq() + " after " + previous);
            }
            previous = line.seq();
        }
        if (head != previous) {
            find(Fault.LOST, "the journal's head is " + head + " and its last entry " + previous);
        }
        return this;
    }

    /**
     * What was acknowledged is in the journal, once and under that number; and what was begun after the answer to another
     * has the greater one.
     */
    Checker writes(List<Acknowledged> writes) {
        Map<String, List<Long>> kept = kept();
        kept.forEach((text, numbers) -> {
            if (numbers.size() > 1) {
                find(Fault.DOUBLED, text + " was carried out as " + numbers);
            }
        });
        for (Acknowledged write : writes) {
            List<Long> numbers = kept.getOrDefault(write.text(), List.of());
            if (numbers.isEmpty()) {
                find(Fault.LOST, write + " is not in the journal");
            } else if (!numbers.contains(write.seq())) {
                find(Fault.UNTRUE, write + " is in the journal as " + numbers);
            }
        }
        inTheOrderOfTime(writes);
        return this;
    }

    /** Everybody has heard everything that they may, once and in order, to the end; and nothing else. */
    Checker heard(List<Recording> recordings) {
        recordings.forEach(this::heard);
        return this;
    }

    private void heard(Recording recording) {
        Absence absence = Absence.of(recording.person(), journal);
        String name = recording.name();
        long end = -1;
        for (Recording.Stretch stretch : recording.stretches()) {
            if (stretch.start() < end) {
                find(Fault.OUT_OF_ORDER, name + " was given a snapshot of " + stretch.start() + " after " + end);
            } else if (end >= 0 && !absence.explains(end, stretch.start())) {
                find(Fault.LOST, name + " started anew at " + stretch.start() + " after " + end + ", being a member");
            }
            if (absence.covers(stretch.start())) {
                find(Fault.WITHOUT_RIGHT, name + " was given a snapshot of " + stretch.start());
            }
            stretch(name, stretch, absence);
            end = stretch.end();
        }
        if (end < last()) {
            find(Fault.LOST, name + " stopped at " + end + " of " + last());
        }
    }

    private void stretch(String name, Recording.Stretch stretch, Absence absence) {
        Set<Long> before = new HashSet<>();
        long reached = stretch.start();
        for (Recording.Heard heard : stretch.events()) {
            long seq = heard.seq();
            if (!before.add(seq) || seq == stretch.start()) {
                find(Fault.DOUBLED, name + " heard " + seq + " once more");
            } else if (seq < reached) {
                find(Fault.OUT_OF_ORDER, name + " heard " + seq + " after " + reached);
            } else if (seq > reached + 1) {
                find(Fault.LOST, name + " heard " + seq + " after " + reached);
            }
            reached = Math.max(reached, seq);
            compare(name, heard);
            if (absence.covers(seq)) {
                find(Fault.WITHOUT_RIGHT, name + " heard " + seq);
            }
        }
    }

    private void compare(String name, Recording.Heard heard) {
        if (heard.seq() < 1 || heard.seq() > journal.size()) {
            find(Fault.UNTRUE, name + " heard " + heard.seq() + ", which is not in the journal");
            return;
        }
        int index = (int) heard.seq() - 1;
        if (!journal.get(index).type().equals(heard.type())
                || !payloads.get(index).equals(heard.payload())) {
            find(Fault.UNTRUE, name + " heard " + heard + " where the journal has " + journal.get(index));
        }
    }

    private void inTheOrderOfTime(List<Acknowledged> writes) {
        List<Acknowledged> begun = new ArrayList<>(writes);
        begun.sort(Comparator.comparingLong(Acknowledged::begun));
        List<Acknowledged> answered = new ArrayList<>(writes);
        answered.sort(Comparator.comparingLong(Acknowledged::answered));
        long reached = 0;
        int next = 0;
        for (Acknowledged write : begun) {
            while (answered.get(next).answered() < write.begun()) {
                reached = Math.max(reached, answered.get(next++).seq());
            }
            if (write.seq() <= reached) {
                find(Fault.OUT_OF_ORDER, write + " was begun when " + reached + " was acknowledged");
            }
        }
    }

    /** @return under which numbers each text is in the journal */
    private Map<String, List<Long>> kept() {
        Map<String, List<Long>> kept = new HashMap<>();
        for (int i = 0; i < journal.size(); i++) {
            String member =
                    switch (journal.get(i).type()) {
                        case "task:created" -> "title";
                        case "chat:message" -> "text";
                        default -> "";
                    };
            if (!member.isEmpty()) {
                kept.computeIfAbsent(payloads.get(i).getString(member), text -> new ArrayList<>())
                        .add(journal.get(i).seq());
            }
        }
        return kept;
    }

    private long last() {
        return journal.isEmpty() ? 0 : journal.get(journal.size() - 1).seq();
    }

    private void find(Fault fault, String what) {
        findings.add(new Finding(fault, what));
    }
}
