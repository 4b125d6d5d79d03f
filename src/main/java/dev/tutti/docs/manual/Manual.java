package dev.tutti.docs.manual;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * All that the documentation has, by its addresses: pages made of Markdown, pictures, and everything else as text. There is an
 * index of it at the address that is empty. Each is made when somebody first asks for it.
 */
final class Manual {
    private static final Comparator<String> FIRST_THINGS_FIRST = Comparator.comparing(
                    (String address) -> !address.endsWith("README.md"))
            .thenComparing(Comparator.naturalOrder());

    /** What the endings of pictures mean. */
    private static final Map<String, String> PICTURES = Map.of("png", "image/png", "svg", "image/svg+xml");

    private final Sources sources;
    private final Typesetter typesetter;
    /** The place in the source that each address stands for: nothing else can be asked for. */
    private final Map<String, String> places;

    private final Map<String, Leaf> made = new ConcurrentHashMap<>();

    Manual(Sources sources) {
        this.sources = sources;
        typesetter = new Typesetter(new Places(sources));
        places = new TreeMap<>(
                sources.places().stream().collect(Collectors.toMap(Places::address, Function.identity())));
        places.put("", Places.INDEX);
    }

    Optional<Leaf> at(String address) {
        return Optional.ofNullable(places.get(address)).map(place -> made.computeIfAbsent(place, this::make));
    }

    private Leaf make(String place) {
        if (place.equals(Places.INDEX)) {
            return Leaf.page(typesetter.set(place, index()));
        }
        if (place.endsWith(".md")) {
            return Leaf.page(typesetter.set(place, parsed(place)));
        }
        byte[] bytes = sources.read(place);
        return picture(place).map(type -> new Leaf(type, bytes)).orElseGet(() -> Leaf.text(bytes));
    }

    private static Optional<String> picture(String place) {
        return Optional.ofNullable(PICTURES.get(place.substring(place.lastIndexOf('.') + 1)));
    }

    private Node parsed(String place) {
        return Typesetter.parse(new String(sources.read(place), StandardCharsets.UTF_8));
    }

    /** Everything, folder by folder, but pictures, which are shown by pages. */
    private Node index() {
        Node index = new Document();
        index.appendChild(heading(1, "Documentation"));
        Map<String, Node> lists = new TreeMap<>();
        places.keySet().stream()
                .filter(address -> !address.isEmpty() && picture(address).isEmpty())
                .sorted(FIRST_THINGS_FIRST)
                .forEach(address ->
                        lists.computeIfAbsent(folder(address), name -> list()).appendChild(entry(places.get(address))));
        lists.forEach((folder, list) -> {
            if (!folder.isEmpty()) {
                index.appendChild(heading(2, folder));
            }
            index.appendChild(list);
        });
        return index;
    }

    private static Node list() {
        BulletList list = new BulletList();
        list.setTight(true);
        return list;
    }

    private static String folder(String address) {
        return address.contains("/") ? address.substring(0, address.indexOf('/')) : "";
    }

    private Node entry(String place) {
        Node item = new ListItem();
        Node line = new Paragraph();
        Node link = new Link("/" + place, null);
        link.appendChild(new Text(title(place)));
        line.appendChild(link);
        item.appendChild(line);
        return item;
    }

    private String title(String place) {
        Optional<String> title =
                place.endsWith(".md") ? Headings.of(parsed(place)).title() : Optional.empty();
        return title.orElseGet(() -> Places.address(place));
    }

    private static Node heading(int level, String text) {
        Heading heading = new Heading();
        heading.setLevel(level);
        heading.appendChild(new Text(text));
        return heading;
    }
}
