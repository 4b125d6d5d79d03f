package dev.tutti.bench.report;

import java.util.List;
import java.util.Locale;

/** What was measured in one part, at a glance: bars with their spread, in SVG. */
public final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 130;
    private static final int NUMBERS = 210;
    private static final int ROW = 26;
    private static final int HEAD = 44;

    private final Figures figures;

    public Chart(Figures figures) {
        this.figures = figures;
    }

    public String of(String part) {
        List<Metric> metrics =
                figures.metricsIn(part).stream().filter(Metric.MAIN::contains).toList();
        List<String> contenders = figures.contendersIn(part);
        int panel = HEAD + ROW * contenders.size();
        int height = 40 + metrics.size() * panel + 10;
        StringBuilder svg =
                new StringBuilder(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                                + "role=\"img\" aria-label=\"%s\" font-family=\"system-ui,sans-serif\" font-size=\"13\" "
                                + "fill=\"#1f2328\">\n")
                        .formatted(WIDTH, height, WIDTH, part));
        // A page may forbid styles within pictures, so what is light is said without them.
        svg.append("<style>@media(prefers-color-scheme:dark){text{fill:#e6edf3}.tutti{fill:#60a5fa}.peer{fill:#6e7681}"
                + ".spread{stroke:#e6edf3}.paper{fill:#0d1117}}</style>\n");
        svg.append("<rect class=\"paper\" fill=\"#fff\" width=\"100%\" height=\"100%\"/>\n");
        svg.append("<text font-weight=\"600\" x=\"10\" y=\"24\">").append(part).append("</text>\n");
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
            boolean isTutti = Figures.isTutti(name) || Figures.isTutti(part);
            figures.of(part, name, metric).ifPresent(spread -> bar(svg, isTutti, spread, most, y));
        }
    }

    private static void bar(StringBuilder svg, boolean isTutti, Spread spread, double most, int y) {
        double scale = (WIDTH - LABELS - NUMBERS) / most;
        svg.append(String.format(
                Locale.ROOT,
                "<rect %s x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>"
                        + "<path class=\"spread\" stroke=\"#1f2328\" d=\"M%.1f %dH%.1f\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
                isTutti ? "class=\"tutti\" fill=\"#2563eb\"" : "class=\"peer\" fill=\"#8b949e\"",
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
