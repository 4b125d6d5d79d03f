package dev.tutti.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, at a glance: bars for some metrics of one part, with their spread, in SVG. */
public final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 130;
    private static final int NUMBERS = 190;
    private static final int ROW = 26;
    private static final int HEAD = 44;

    private final Figures figures;

    public Chart(Figures figures) {
        this.figures = figures;
    }

    /** @return of the first part that all of them were measured in; nothing where there is none */
    public Optional<String> of(List<Metric> metrics) {
        return figures.parts().stream()
                .filter(part -> figures.metricsIn(part).containsAll(metrics))
                .findFirst()
                .map(part -> of(part, metrics));
    }

    private String of(String part, List<Metric> metrics) {
        List<String> contenders = figures.contendersIn(part);
        int panel = HEAD + ROW * contenders.size();
        int height = 40 + metrics.size() * panel + 10;
        StringBuilder svg =
                new StringBuilder(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                                + "role=\"img\" aria-label=\"%s\">\n")
                        .formatted(WIDTH, height, WIDTH, part));
        svg.append(
                "<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.h{font-weight:600}.t{fill:#2563eb}.p{fill:#8b949e}"
                        + ".s{stroke:#1f2328}.b{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.t{fill:#60a5fa}"
                        + ".p{fill:#6e7681}.s{stroke:#e6edf3}.b{fill:#0d1117}}</style>\n");
        svg.append("<rect class=\"b\" width=\"100%\" height=\"100%\"/>\n");
        svg.append("<text class=\"h\" x=\"10\" y=\"24\">").append(part).append("</text>\n");
        for (int i = 0; i < metrics.size(); i++) {
            panel(svg, part, contenders, metrics.get(i), 40 + i * panel);
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, String part, List<String> contenders, Metric metric, int top) {
        svg.append("<text x=\"10\" y=\"%d\">%s (%s)</text>%n".formatted(top + 24, metric.title(), metric.unit()));
        double most = contenders.stream()
                .flatMap(name -> figures.of(part, name, metric).stream())
                .mapToDouble(Spread::most)
                .max()
                .orElse(1);
        for (int i = 0; i < contenders.size(); i++) {
            String name = contenders.get(i);
            int y = top + HEAD - 8 + i * ROW;
            svg.append("<text x=\"10\" y=\"%d\">%s</text>%n".formatted(y + 14, name));
            figures.of(part, name, metric).ifPresent(spread -> bar(svg, name, spread, most, y));
        }
    }

    private static void bar(StringBuilder svg, String name, Spread spread, double most, int y) {
        double scale = (WIDTH - LABELS - NUMBERS) / most;
        String kind = name.startsWith("wildfly") || name.startsWith("payara") ? "t" : "p";
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>"
                        + "<path class=\"s\" d=\"M%.1f %dH%.1f\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
                kind,
                LABELS,
                y,
                spread.median() * scale,
                LABELS + spread.least() * scale,
                y + 9,
                LABELS + spread.most() * scale,
                LABELS + spread.most() * scale + 8,
                y + 14,
                spread));
    }
}
