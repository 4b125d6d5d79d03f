package dev.tutti.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be measured, by what {@code -Dbench.…} says.
 *
 * @param only the parts; empty for all
 * @param servers the contenders; empty for all
 * @param subscribers of the one room of the fan-out; empty for all shapes
 * @param idle connections that only wait, where those are weighed
 * @param rounds each of which measures every contender once
 * @param time of each measurement
 * @param warmUp of each contender, before its first, at least
 * @param beside the contender that the ratios are to
 * @param note what else the machine had to do, for those who read the table
 */
record Plan(
        List<String> only,
        List<String> servers,
        Optional<Integer> subscribers,
        int idle,
        int rounds,
        Duration time,
        Duration warmUp,
        String beside,
        String note) {
    static Plan asTold() {
        return new Plan(
                list("only"),
                list("servers"),
                Optional.ofNullable(System.getProperty("bench.subscribers")).map(Integer::valueOf),
                Integer.getInteger("bench.idle", 5_000),
                Integer.getInteger("bench.rounds", 3),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 5)),
                Duration.ofSeconds(Integer.getInteger("bench.warmup", 20)),
                System.getProperty("bench.beside", "ws"),
                System.getProperty("bench.note", ""));
    }

    private static List<String> list(String name) {
        return Optional.ofNullable(System.getProperty("bench." + name))
                .filter(text -> !text.isBlank())
                .map(text -> Stream.of(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    boolean has(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /** @param contender wanted by its own name, or by that of its server */
    boolean hasServer(String contender) {
        return servers.isEmpty() || names(contender);
    }

    /** @return whether it is asked for, and not only because all are */
    boolean names(String contender) {
        return servers.contains(contender);
    }
}
