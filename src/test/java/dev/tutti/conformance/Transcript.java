package dev.tutti.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tutti.docs.Documented;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One story of what clients say and must hear. The files are under {@code src/test/resources/conformance}: the first
 * line is the title, {@code ada > …} is what ada's client sends, {@code ada >! …} too,
 * where it is meant to be wrong, {@code ada < …} the next frame that it must hear, and
 * everything else a stage direction. Who is there is told by the clock: those frames are in order among themselves, and may
 * be passed over. Of a frame only the members that are written are compared; {@code "*"} is
 * anything, {@code "$name"} what was there when it was first written, {@code "$name+1"} the number after it.
 */
public final class Transcript {
    private final String name;
    private final List<String> lines;

    private Transcript(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** @return every story that there is */
    public static Stream<Transcript> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Transcript.class.getResource("/conformance").toURI()))) {
            List<Path> sorted = files.sorted().toList();
            assertFalse(sorted.isEmpty());
            return sorted.stream().map(Transcript::read);
        } catch (IOException | URISyntaxException lost) {
            throw new IllegalStateException(lost);
        }
    }

    /** @throws AssertionError with the line at which the play went another way */
    public void play(Stage stage) {
        Performance performance = new Performance(stage);
        try (stage) {
            for (int i = 1; i < lines.size(); i++) {
                try {
                    performance.perform(lines.get(i));
                } catch (AssertionError | RuntimeException otherwise) {
                    throw new AssertionError(name + ":" + (i + 1) + ": " + lines.get(i), otherwise);
                }
            }
        }
    }

    /** @return the title */
    @Override
    public String toString() {
        return lines.get(0).replaceFirst("# *", "");
    }

    private static Transcript read(Path file) {
        try {
            return new Transcript(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One playing of a story. */
    private static final class Performance {
        private final Stage stage;
        private final Memory memory = new Memory();
        private final Map<Pattern, Consumer<MatchResult>> cues = new LinkedHashMap<>();

        Performance(Stage stage) {
            this.stage = stage;
            cue("(\\S+) > (.*)", cue -> says(cue.group(1), memory.recite(cue.group(2))));
            cue("(\\S+) >! (.*)", cue -> stage.says(cue.group(1), memory.recite(cue.group(2))));
            cue("(\\S+) < (\\{.*\\})", cue -> hears(cue.group(1), cue.group(2)));
            cue("(\\S+) connects", cue -> {
                meet(Stage.owner(cue.group(1)));
                stage.connects(cue.group(1));
            });
            cue("(\\S+) hangs up", cue -> stage.hangsUp(cue.group(1)));
            cue(
                    "(\\S+) is closed with (\\d+)",
                    cue -> assertEquals(Integer.parseInt(cue.group(2)), stage.isClosed(cue.group(1))));
            cue(
                    "(\\w+) creates workspace \"(.+)\"",
                    cue -> memory.learn("workspace", stage.createsWorkspace(meet(cue.group(1)), cue.group(2))));
            cue("(\\w+) creates task \"([^\"]+)\"", cue -> createsTask(cue, Optional.empty()));
            cue(
                    "(\\w+) creates task \"([^\"]+)\" from \\$(\\w+)",
                    cue -> createsTask(cue, Optional.of(memory.text(cue.group(3)))));
            cue(
                    "(\\w+) adds (\\w+) as (\\w+)",
                    cue -> stage.adds(cue.group(1), meet(cue.group(2)), memory.text("workspace"), cue.group(3)));
            cue("(\\w+) removes (\\w+)", cue -> stage.removes(cue.group(1), cue.group(2), memory.text("workspace")));
        }

        void perform(String line) {
            if (line.isBlank() || line.startsWith("#")) {
                return;
            }
            for (Map.Entry<Pattern, Consumer<MatchResult>> cue : cues.entrySet()) {
                Matcher matcher = cue.getKey().matcher(line);
                if (matcher.matches()) {
                    cue.getValue().accept(matcher.toMatchResult());
                    return;
                }
            }
            throw new AssertionError("nobody knows what to do here");
        }

        private void cue(String pattern, Consumer<MatchResult> action) {
            cues.put(Pattern.compile(pattern), action);
        }

        /** From now on {@code $ada} is ada's id. */
        private String meet(String person) {
            memory.learn(person, stage.person(person));
            return person;
        }

        private void says(String client, String frame) {
            assertEquals("", Documented.misfitsOfCommand(frame), "not documented");
            stage.says(client, frame);
        }

        private void hears(String client, String expected) {
            try (JsonReader reader = Json.createReader(new StringReader(expected))) {
                JsonObject frame = reader.readObject();
                boolean presence = frame.getString("type").startsWith("presence:");
                JsonObject heard = presence ? stage.hearsOfPresence(client) : stage.hears(client);
                memory.compare(frame, heard, client + " hears");
            }
        }

        private void createsTask(MatchResult cue, Optional<String> connection) {
            memory.learn("task", stage.createsTask(cue.group(1), memory.text("workspace"), cue.group(2), connection));
        }
    }
}
