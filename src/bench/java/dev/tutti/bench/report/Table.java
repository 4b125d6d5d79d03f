package dev.tutti.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, for people: in Markdown. */
public final class Table {
    private final Figures figures;
    private final String beside;
    private final Map<String, String> charts;

    /**
     * @param beside the contender that the ratios are to
     * @param charts the file with the chart of each part, in the folder that the table is in
     */
    public Table(Figures figures, String beside, Map<String, String> charts) {
        this.figures = figures;
        this.beside = beside;
        this.charts = charts;
    }

    /** @param circumstances each with its name */
    public String text(Map<String, String> circumstances) {
        StringBuilder text = new StringBuilder("# Measured ")
                .append(circumstances.get("begun"))
                .append("\n\n| | |\n|---|---|\n");
        circumstances.forEach((name, value) ->
                text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        text.append(
                        "\nEach cell is the median of all rounds with the least and the most, each ratio the median of those of each round; behind × stands that to `")
                .append(beside)
                .append("`.\n\n");
        figures.contenders().forEach((name, what) -> text.append("- `")
                .append(name)
                .append("`: ")
                .append(what)
                .append('\n'));
        figures.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        figures.parts().forEach(part -> part(text, part));
        return text.toString();
    }

    private void part(StringBuilder text, String part) {
        List<Metric> metrics = figures.metricsIn(part);
        text.append("\n## ").append(part).append("\n\n");
        text.append("![").append(part).append("](").append(charts.get(part)).append(")\n\n| |");
        metrics.forEach(metric -> text.append(' ')
                .append(metric.title())
                .append(" (")
                .append(metric.unit())
                .append(") |"));
        text.append("\n|---|").append("---|".repeat(metrics.size())).append('\n');
        for (String contender : figures.contendersIn(part)) {
            text.append("| `").append(contender).append("` |");
            metrics.forEach(metric ->
                    text.append(' ').append(cell(part, contender, metric)).append(" |"));
            text.append('\n');
        }
        besidePeers(text, part);
    }

    /** What says most of Tutti, beside the same of each peer. */
    private void besidePeers(StringBuilder text, String part) {
        List<String> all = figures.contendersIn(part);
        List<String> ours = all.stream().filter(Figures::isTutti).toList();
        List<String> peers = all.stream().filter(it -> !Figures.isTutti(it)).toList();
        if (!ours.isEmpty() && peers.size() > 1) {
            text.append("\n| ratios | |");
            peers.forEach(peer -> text.append(" to `").append(peer).append("` |"));
            text.append("\n|---|---|").append("---|".repeat(peers.size())).append('\n');
            for (Metric metric : figures.metricsIn(part).stream()
                    .filter(Metric.MAIN::contains)
                    .toList()) {
                for (String name : ours) {
                    text.append("| ")
                            .append(metric.title())
                            .append(" | `")
                            .append(name)
                            .append("` |");
                    peers.forEach(peer -> text.append(' ')
                            .append(ratio(part, name, peer, metric))
                            .append(" |"));
                    text.append('\n');
                }
            }
        }
    }

    private String ratio(String part, String contender, String peer, Metric metric) {
        return figures.ratio(part, contender, peer, metric)
                .map(Spread::toString)
                .orElse("");
    }

    private String cell(String part, String contender, Metric metric) {
        Optional<String> value = figures.of(part, contender, metric).map(Spread::toString);
        Optional<String> ratio = contender.equals(beside)
                ? Optional.empty()
                : figures.ratio(part, contender, beside, metric).map(it -> " × " + it);
        return value.map(it -> it + ratio.orElse("")).orElse("");
    }
}
