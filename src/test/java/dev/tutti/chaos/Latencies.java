package dev.tutti.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How long it took from the beginning of a write until somebody heard of it who was there already. */
final class Latencies {
    private final List<Long> sorted;

    private Latencies(List<Long> sorted) {
        this.sorted = sorted;
    }

    /**
     * @param chosen which writes count. Those that had to be sent again never do: when they were carried out is not known
     */
    static Latencies of(List<Recording> recordings, List<Acknowledged> writes, Predicate<Acknowledged> chosen) {
        Map<Long, Acknowledged> bySeq = new HashMap<>();
        writes.stream()
                .filter(write -> write.tries() == 1)
                .filter(chosen)
                .forEach(write -> bySeq.put(write.seq(), write));
        List<Long> all = new ArrayList<>();
        for (Recording recording : recordings) {
            for (Recording.Stretch stretch : recording.stretches()) {
                for (Recording.Heard heard : stretch.events()) {
                    Acknowledged write = bySeq.get(heard.seq());
                    if (write != null && heard.since() < write.begun()) {
                        all.add(heard.at() - write.begun());
                    }
                }
            }
        }
        return new Latencies(all.stream().sorted().toList());
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** @return what so many of a thousand did not exceed */
    Duration thousandths(int share) {
        return Duration.ofNanos(sorted.get(Math.min(sorted.size() - 1, sorted.size() * share / 1_000)));
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "none"
                : "%d, half within %d ms, 99 %% within %d ms, all within %d ms"
                        .formatted(
                                sorted.size(),
                                thousandths(500).toMillis(),
                                thousandths(990).toMillis(),
                                thousandths(1_000).toMillis());
    }
}
