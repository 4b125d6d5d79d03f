package dev.tutti.bench;

import dev.tutti.bench.report.Figures;
import dev.tutti.bench.report.Turn;
import dev.tutti.bench.server.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the benchmark.
 *
 * @param failures of those who did not do what was measured; everything else goes on
 */
record Session(Plan plan, Field field, Figures figures, List<String> failures) {
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)");
    /** What this program has open beside its connections, generously. */
    private static final int OTHER_FILES = 600;

    @FunctionalInterface
    interface Measuring<T> {
        void measure(T contender, Turn turn) throws IOException;
    }

    Session(Plan plan, Field field) {
        this(plan, field, new Figures(), new ArrayList<>());
    }

    /** Each in its turn, and all of them again, so that whatever else the machine does meets with all. */
    void rounds(String part, List<Contender> contenders, Measuring<Contender> measuring) {
        contenders.forEach(it -> figures.introduce(it.name(), it.what()));
        rounds(part, contenders, Contender::name, measuring);
    }

    <T> void rounds(String part, List<T> contenders, Function<T, String> naming, Measuring<T> measuring) {
        List<T> willing = new ArrayList<>(contenders);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (T contender : List.copyOf(willing)) {
                String name = naming.apply(contender);
                String who = part + ", " + name;
                try {
                    say(who + ", round " + round);
                    measuring.measure(contender, new Turn(figures, part, name, round));
                } catch (Contender.NotOffered no) {
                    figures.note("`" + name + "`, " + part + ": not measured, " + no.getMessage());
                    willing.remove(contender);
                } catch (IOException | RuntimeException failure) {
                    say(who + " FAILED: " + failure);
                    failures.add(who + ": " + failure);
                    figures.note("**" + who + ", round " + round + ": failed**, " + failure);
                    willing.remove(contender);
                }
            }
        }
    }

    /** @return whether so many connections can be open at the same time; if not, it is said what to do */
    boolean canOpen(int connections) throws IOException {
        Matcher limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
        Optional<Integer> files = limit.find() ? Optional.of(Integer.parseInt(limit.group(1))) : Optional.empty();
        boolean can = files.map(it -> it >= connections + OTHER_FILES).orElse(true);
        if (!can) {
            figures.note(
                    "%,d connections: not measured, since a process may have no more than %,d files open. Call `ulimit -n %d` first."
                            .formatted(connections, files.orElseThrow(), connections + OTHER_FILES));
        }
        return can;
    }

    static void say(String text) {
        System.out.println("[bench] " + text);
    }
}
