package dev.tutti.docs.manual;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The files of the documentation.
 *
 * @param places where each lies in the source of Tutti, like {@code src/docs/PROTOCOL.md}
 * @param reader what is in one of them
 */
record Sources(Set<String> places, Function<String, byte[]> reader) {
    /** Where the build puts them into the WAR, under the same names. */
    private static final String ROOT = "/WEB-INF/docs/";

    static Sources of(ServletContext context) {
        Set<String> places = new TreeSet<>();
        collect(context, ROOT, places);
        return new Sources(places, place -> read(context, place));
    }

    byte[] read(String place) {
        return reader.apply(place);
    }

    boolean isFolder(String place) {
        return places.stream().anyMatch(it -> it.startsWith(place + "/"));
    }

    private static void collect(ServletContext context, String folder, Set<String> places) {
        Set<String> inside = context.getResourcePaths(folder);
        if (inside == null) {
            return;
        }
        for (String path : inside) {
            if (path.endsWith("/")) {
                collect(context, path, places);
            } else {
                places.add(path.substring(ROOT.length()));
            }
        }
    }

    private static byte[] read(ServletContext context, String place) {
        try (InputStream file = context.getResourceAsStream(ROOT + place)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
