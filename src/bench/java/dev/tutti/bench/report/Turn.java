package dev.tutti.bench.report;

/**
 * A contender's turn in a round: what is measured in it.
 *
 * @param figures to which it is added
 * @param part of the benchmark, and of what size
 * @param contender whose turn it is
 * @param round from 1
 */
public record Turn(Figures figures, String part, String contender, int round) {
    /** @return whether it is the contender's first, before which it warms up */
    public boolean isFirst() {
        return round == 1;
    }

    public void add(Metric metric, double value) {
        figures.add(new Figures.Figure(part, contender, metric, round, value));
    }
}
