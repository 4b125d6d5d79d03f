package dev.tutti.docs.manual;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The headings of a page, each with the name by which links find it. */
final class Headings extends AbstractVisitor {
    /** One of them. */
    record Section(int level, String id, String text) {}

    private final IdGenerator names = IdGenerator.builder().defaultId("section").build();
    private final Map<Node, Section> sections = new IdentityHashMap<>();
    private final List<Section> inOrder = new ArrayList<>();

    private Headings() {}

    static Headings of(Node page) {
        Headings headings = new Headings();
        page.accept(headings);
        return headings;
    }

    @Override
    public void visit(Heading heading) {
        String text = text(heading);
        Section section = new Section(heading.getLevel(), names.generateId(text), text);
        sections.put(heading, section);
        inOrder.add(section);
    }

    /** @return what the whole page is called */
    Optional<String> title() {
        return inOrder.stream().findFirst().map(Section::text);
    }

    List<Section> chapters() {
        return inOrder.stream().filter(section -> section.level() == 2).toList();
    }

    Optional<String> id(Node heading) {
        return Optional.ofNullable(sections.get(heading)).map(Section::id);
    }

    private static String text(Node heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }
}
