package dev.tutti.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that was measured. */
public final class Figures {
    /**
     * One number.
     *
     * @param part of the benchmark, and of what size
     */
    public record Figure(String part, String contender, Metric metric, int round, double value) {}

    private final List<Figure> all = new ArrayList<>();
    private final Map<String, String> contenders = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    void add(Figure figure) {
        all.add(figure);
    }

    /** Says what a contender is. */
    public void introduce(String contender, String what) {
        contenders.putIfAbsent(contender, what);
    }

    /** Says what there is to know besides. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    public List<Figure> all() {
        return List.copyOf(all);
    }

    /** @param name of who was measured, or of a part that is about one alone and begins with them */
    static boolean isTutti(String name) {
        return name.startsWith("wildfly") || name.startsWith("payara");
    }

    Map<String, String> contenders() {
        return contenders;
    }

    List<String> notes() {
        return notes;
    }

    /** @return what was measured, in this order */
    public List<String> parts() {
        return all.stream().map(Figure::part).distinct().toList();
    }

    List<String> contendersIn(String part) {
        return all.stream()
                .filter(it -> it.part().equals(part))
                .map(Figure::contender)
                .distinct()
                .toList();
    }

    List<Metric> metricsIn(String part) {
        return all.stream()
                .filter(it -> it.part().equals(part))
                .map(Figure::metric)
                .distinct()
                .sorted()
                .toList();
    }

    Optional<Spread> of(String part, String contender, Metric metric) {
        return spread(rounds(part, contender, metric));
    }

    /** @return how it compares in each round, so that what both of them met with in one does not count */
    Optional<Spread> ratio(String part, String contender, String beside, Metric metric) {
        Map<Integer, Double> mine = rounds(part, contender, metric);
        Map<Integer, Double> theirs = rounds(part, beside, metric);
        // Who does nothing by itself is nobody that others could be so many times of.
        mine.keySet().removeIf(round -> theirs.getOrDefault(round, 0.0) == 0);
        mine.replaceAll((round, value) -> value / theirs.get(round));
        return spread(mine);
    }

    private static Optional<Spread> spread(Map<Integer, Double> rounds) {
        return rounds.isEmpty() ? Optional.empty() : Optional.of(Spread.of(List.copyOf(rounds.values())));
    }

    private Map<Integer, Double> rounds(String part, String contender, Metric metric) {
        Map<Integer, Double> rounds = new TreeMap<>();
        all.stream()
                .filter(it -> it.part().equals(part) && it.contender().equals(contender) && it.metric() == metric)
                .forEach(it -> rounds.put(it.round(), it.value()));
        return rounds;
    }
}
