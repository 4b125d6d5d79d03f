package dev.tutti.work.move;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lists of objects that stand in one JSON object, each object of which is read by itself: the whole of a large file is
 * at no time in memory as a tree.
 */
final class JsonLists {
    private static final JsonProvider JSON = JsonProvider.provider();

    private final String text;

    /** @param text one JSON object, not nested too deeply */
    JsonLists(String text) {
        this.text = text;
    }

    /** Takes one object of a list. */
    interface Each {
        void take(int line, JsonObject object);
    }

    /** @return the names of the lists */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        read((name, parser) -> {
            names.add(name);
            skip(parser);
        });
        return names;
    }

    /** @throws Problem.Invalid {@code bad_json} when the file is not JSON, or the list holds anything but objects */
    void each(String list, Each each) {
        read((name, parser) -> {
            if (!name.equals(list)) {
                skip(parser);
                return;
            }
            while (parser.next() != JsonParser.Event.END_ARRAY) {
                int line = (int) parser.getLocation().getLineNumber();
                each.take(line, parser.getObject());
            }
        });
    }

    /** The parser's own skipping never ends where the text does. */
    private static void skip(JsonParser parser) {
        for (int depth = 1; depth > 0; ) {
            switch (parser.next()) {
                case START_ARRAY, START_OBJECT -> depth++;
                case END_ARRAY, END_OBJECT -> depth--;
                default -> {
                    // a name or a value
                }
            }
        }
    }

    private interface ListReader {
        void read(String name, JsonParser parser);
    }

    private void read(ListReader reader) {
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            parser.next();
            while (parser.next() != JsonParser.Event.END_OBJECT) {
                String name = parser.getString();
                switch (parser.next()) {
                    case START_ARRAY -> reader.read(name, parser);
                    case START_OBJECT -> skip(parser);
                    default -> {
                        // a text or a number that says something of the whole
                    }
                }
            }
            // To the end: what follows may be no JSON at all.
            parser.hasNext();
        } catch (JsonException | IllegalStateException | NoSuchElementException unreadable) {
            throw new Problem.Invalid(
                    ErrorCode.BAD_JSON, "Nothing was imported. The file is not JSON, or a list in it has no objects.");
        }
    }
}
