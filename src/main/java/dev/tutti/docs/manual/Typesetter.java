package dev.tutti.docs.manual;

import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes a page of Markdown. */
final class Typesetter {
    /** With fewer chapters one sees them all. */
    private static final int CHAPTERS_WORTH_A_LIST = 3;

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private final Places places;

    Typesetter(Places places) {
        this.places = places;
    }

    static Node parse(String markdown) {
        Node page = PARSER.parse(markdown);
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                if (block instanceof TableBlock) {
                    Wide.around(block);
                }
            }
        });
        return page;
    }

    /** @return a whole page, as a browser takes it */
    String set(String place, Node page) {
        Headings headings = Headings.of(page);
        String body = renderer(place, headings).render(page);
        String home = Places.home(place);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%s</title>
                  <meta name="color-scheme" content="light dark">
                  <link rel="icon" href="%2$sboard/icon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="%2$sboard/styles/tokens.css">
                  <link rel="stylesheet" href="%2$sboard/styles/base.css">
                  <link rel="stylesheet" href="%2$sboard/styles/docs.css">
                  <script src="%2$sboard/theme.js"></script>
                </head>
                <body class="docs">
                  <nav aria-label="Tutti">
                    <a href="%2$s">Board</a> <a href="%2$sdocs/">Documentation</a> <a href="%2$scontracts.html">Calls, frames and codes</a>
                  </nav>
                  %3$s<main>
                %4$s  </main>
                </body>
                </html>
                """.formatted(escaped(headings.title().orElse(Places.address(place))), home, chapters(headings), body);
    }

    private static String chapters(Headings headings) {
        List<Headings.Section> chapters = headings.chapters();
        if (chapters.size() < CHAPTERS_WORTH_A_LIST) {
            return "";
        }
        StringBuilder list = new StringBuilder("<nav aria-label=\"On this page\">\n");
        for (Headings.Section chapter : chapters) {
            list.append("    <a href=\"#%s\">%s</a>\n".formatted(chapter.id(), escaped(chapter.text())));
        }
        return list.append("  </nav>\n  ").toString();
    }

    private HtmlRenderer renderer(String place, Headings headings) {
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .escapeHtml(true)
                .nodeRendererFactory(Wide.Renderer::new)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    headings.id(node).ifPresent(id -> attributes.put("id", id));
                    if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    } else if (node instanceof Link link) {
                        lead(place, link.getDestination(), "href", attributes);
                    } else if (node instanceof Image image) {
                        lead(place, image.getDestination(), "src", attributes);
                    }
                })
                .build();
    }

    /** What leads nowhere here says where it leads in the source. */
    private void lead(String place, String destination, String attribute, Map<String, String> attributes) {
        attributes.remove(attribute);
        places.lead(place, destination)
                .ifPresentOrElse(
                        address -> attributes.put(attribute, address),
                        () -> attributes.put("title", "In the source: " + Places.place(place, destination)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
