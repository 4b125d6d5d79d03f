package dev.tutti.bench;

import dev.tutti.bench.server.NodePackages;
import dev.tutti.bench.server.Tutti;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On what and with what all of it was measured. */
final class Circumstances {
    private static final String VERSION = "bench.version.";

    private final Plan plan;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final String loadBefore = load();

    Circumstances(Plan plan) throws IOException {
        this.plan = plan;
    }

    /** @return each by its name, as it is now */
    Map<String, String> told() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("begun", begun.toString());
        all.put("command", "`mvn -Pbench verify" + asTold() + "`");
        commit().ifPresent(it -> all.put("commit", "`" + it + "`"));
        all.put(
                "rounds",
                "%d, with %d s for each measurement, after at least %d s of warming up"
                        .formatted(
                                plan.rounds(),
                                plan.time().toSeconds(),
                                plan.warmUp().toSeconds()));
        all.put(
                "machine",
                "%d processors (%s), the load client on them too; Linux %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                processor(),
                                // Without what its builder has added.
                                System.getProperty("os.version").replaceFirst("-.*", "")));
        all.put("load of the machine before · after", loadBefore + " · " + load());
        all.put("what else ran", plan.note().isEmpty() ? "not said" : plan.note());
        all.put("Java", System.getProperty("java.runtime.version") + ", each with -Xmx" + Tutti.HEAP);
        names(VERSION).forEach(name -> all.put(name.substring(VERSION.length()), System.getProperty(name)));
        all.putAll(NodePackages.versions());
        List<String> settings = Tutti.settings().entrySet().stream()
                .map(it -> "`" + it.getKey() + "=" + it.getValue() + "`")
                .toList();
        all.put("settings of Tutti", String.join(" ", settings));
        return all;
    }

    private static String asTold() {
        StringBuilder told = new StringBuilder();
        names("bench.").stream()
                .filter(name -> !name.startsWith(VERSION) && !name.equals("bench.note"))
                .forEach(name -> told.append(" -D").append(name).append('=').append(System.getProperty(name)));
        return told.toString();
    }

    /** @return of what is measured, with a word about changes that are in no commit; empty where it is not a clone */
    private static Optional<String> commit() {
        try {
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--exclude=*", "--dirty= and changes").start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> names(String beginning) {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList();
    }

    /** @return how many wanted to run at the same time, in the last minute */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
