package dev.tutti.docs.manual;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Around a table: where it is wider than the page, it is moved sideways, and not the page. */
final class Wide extends CustomBlock {
    static void around(Node table) {
        Wide frame = new Wide();
        table.insertBefore(frame);
        frame.appendChild(table);
    }

    static final class Renderer implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        Renderer(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Wide.class);
        }

        @Override
        public void render(Node frame) {
            // Only what can have the focus can be moved by keys. In an order, so that the same page is always the same
            // bytes.
            context.getWriter().tag("div", new TreeMap<>(Map.of("class", "wide", "tabindex", "0")));
            context.render(frame.getFirstChild());
            context.getWriter().tag("/div");
            context.getWriter().line();
        }
    }
}
