package dev.tutti.base.idempotency;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a write was answered.
 *
 * @param headers those of them that say something about the write
 * @param body JSON
 */
public record Reply(int status, SortedMap<String, String> headers, Optional<String> body) {
    /** A reply that has neither status nor headers. */
    public static Reply saying(String json) {
        return new Reply(200, new TreeMap<>(), Optional.of(json));
    }

    /** @return the headers in the form of HTTP, one a line */
    String lines() {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
    }

    static SortedMap<String, String> headers(String lines) {
        return lines.lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> other, TreeMap::new));
    }
}
