package dev.tutti.journal;

import dev.tutti.base.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many facts of one write, told as one entry: whoever folds it folds its changes one after the other. What does not fit
 * into one frame of reasonable size is told in parts, which are entries of the same transaction with nothing between
 * them; each part can be folded for itself (decision 0027).
 *
 * @param part which of the parts this is, from 1
 * @param parts how many there are
 */
public record Bulk(int part, int parts, List<Change> changes) implements Fact {
    public static final String TYPE = "bulk";

    /** As many bytes as leave room for the envelope in 64 KiB: what is due to one connection at a time stays small. */
    static final int PART_BYTES = 48 * 1024;

    /** One fact, in the form in which it would have been told alone. */
    public record Change(String type, Object payload) {}

    /** @return the parts, in their order; a fact that is too large for one has one to itself */
    public static List<Bulk> of(List<? extends Fact> facts) {
        List<List<Change>> parts = new ArrayList<>();
        int room = 0;
        for (Fact fact : facts) {
            Change change = new Change(fact.type(), fact.payload());
            int size = JsonText.of(change).getBytes(StandardCharsets.UTF_8).length + 1;
            if (parts.isEmpty() || size > room) {
                parts.add(new ArrayList<>());
                room = PART_BYTES;
            }
            parts.get(parts.size() - 1).add(change);
            room -= size;
        }
        List<Bulk> bulks = new ArrayList<>();
        for (List<Change> changes : parts) {
            bulks.add(new Bulk(bulks.size() + 1, parts.size(), List.copyOf(changes)));
        }
        return bulks;
    }

    @Override
    public String type() {
        return TYPE;
    }
}
