package dev.tutti.docs.manual;

import java.net.URI;
import java.util.Optional;

/** Where the files of the source are at the running server, and where a link from one to another leads there. */
final class Places {
    private static final String DOCS = "src/docs/";

    /** Stands for the list of all pages. */
    static final String INDEX = DOCS;

    /** What the server shows besides. */
    private static final String PAGES = "src/main/webapp/";

    private final Sources sources;

    Places(Sources sources) {
        this.sources = sources;
    }

    /** @return what stands after {@code docs/} in a file's address */
    static String address(String place) {
        return place.startsWith(DOCS)
                ? place.substring(DOCS.length())
                : place.startsWith(PAGES) ? place.substring(PAGES.length()) : place;
    }

    /** @return the way from a page to the address of the application */
    static String home(String place) {
        return "../"
                .repeat(1 + (int) address(place).chars().filter(it -> it == '/').count());
    }

    /**
     * @param page the place of the page with the link
     * @param link as it stands in the source
     * @return where it leads at the running server; empty where it leads into a part of the source that the server does not show
     */
    Optional<String> lead(String page, String link) {
        URI target = target(page, link);
        if (target.getScheme() != null) {
            return Optional.of(link).filter(it -> it.matches("(?i)(https?|mailto):.*"));
        }
        if (link.startsWith("#")) {
            return Optional.of(link);
        }
        String fragment = target.getRawFragment() == null ? "" : "#" + target.getRawFragment();
        return shown(place(page, link))
                .or(() -> besides(place(page, link)))
                .map(address -> home(page) + address + fragment);
    }

    /** @return the place that a link leads to in the source; the link itself where that is none */
    static String place(String page, String link) {
        URI target = target(page, link);
        return target.isOpaque() ? link : target.getPath().replaceAll("^/|/$", "");
    }

    private static URI target(String page, String link) {
        return URI.create("/" + page).resolve(link).normalize();
    }

    private Optional<String> shown(String place) {
        String readme = place + "/README.md";
        if (sources.places().contains(place)) {
            return Optional.of("docs/" + address(place));
        }
        if (sources.places().contains(readme)) {
            return shown(readme);
        }
        // The index has a section for each folder, with all that lies below it.
        return Optional.of("docs/#" + address(place).split("/")[0]).filter(it -> sources.isFolder(place));
    }

    private static Optional<String> besides(String place) {
        return Optional.of(place).filter(it -> it.startsWith(PAGES)).map(it -> it.substring(PAGES.length()));
    }
}
