package dev.tutti.work.move;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.task.ChecklistItem;
import dev.tutti.work.task.NewTask;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the JSON that Trello exports of a board: lists become columns, cards become tasks. What was archived there stays
 * there. Trello does not say when a card was made in a field of its own, and who a person is here it does not know.
 */
final class TrelloSource {
    static final String CARDS = "cards";
    private static final String LISTS = "lists";
    private static final String CHECKLISTS = "checklists";
    private static final Set<String> USED = Set.of(CARDS, LISTS, CHECKLISTS, "labels", "members");

    private static final int TITLE = 200;

    /** The names of those that are not archived, by their ids. */
    private final Map<String, String> open = new HashMap<>();

    private final Columns columns = new Columns();
    private final Map<String, List<JsonObject>> checklists = new HashMap<>();

    private TrelloSource() {}

    static void read(JsonLists lists, Set<String> names, Rows rows) {
        TrelloSource source = new TrelloSource();
        lists.each(LISTS, (line, list) -> source.list(list));
        lists.each(CHECKLISTS, (line, list) -> source.checklists
                .computeIfAbsent(list.getString("idCard", ""), first -> new ArrayList<>())
                .add(list));
        List<Card> cards = new ArrayList<>();
        lists.each(CARDS, (line, card) -> cards.add(new Card(line, card)));
        cards.stream().sorted(Comparator.comparingDouble(Card::place)).forEach(card -> source.take(card, rows));
        names.stream().filter(name -> !USED.contains(name)).forEach(rows::ignore);
    }

    private record Card(int line, JsonObject object) {
        double place() {
            return TrelloSource.place(object);
        }
    }

    private void take(Card card, Rows rows) {
        String list = card.object().getString("idList", "");
        if (card.object().getBoolean("closed", false) || !open.containsKey(list)) {
            rows.archived();
        } else {
            rows.add(card.line(), () -> task(card.object(), columns.of(list, open.get(list))));
        }
    }

    private void list(JsonObject list) {
        if (!list.getBoolean("closed", false)) {
            open.put(list.getString("id", ""), list.getString("name", ""));
        }
    }

    private NewTask task(JsonObject card, String status) {
        // Refuses what cannot be kept, in any text of it.
        StrictJson.object(card.toString());
        String name = card.getString("name", "").strip();
        boolean fits = name.codePointCount(0, name.length()) <= TITLE;
        String description = (fits ? "" : name + "\n\n") + card.getString("desc", "");
        return new NewTask(
                Optional.empty(),
                fits ? name : name.substring(0, name.offsetByCodePoints(0, TITLE - 1)) + "…",
                Optional.of(description).filter(text -> !text.isBlank()),
                status,
                Optional.empty(),
                objects(card, "labels").stream()
                        .map(TrelloSource::label)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList(),
                null,
                due(card),
                checklists.getOrDefault(card.getString("id", ""), List.of()).stream()
                        .sorted(Comparator.comparingDouble(TrelloSource::place))
                        .flatMap(list -> objects(list, "checkItems").stream()
                                .sorted(Comparator.comparingDouble(TrelloSource::place)))
                        .map(item -> new ChecklistItem(
                                item.getString("name", ""),
                                item.getString("state", "").equals("complete")))
                        .toList());
    }

    /** A label without a name is known by its colour. */
    private static Optional<String> label(JsonObject label) {
        return Optional.of(label.getString("name", ""))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.of(label.getString("color", "")).filter(color -> !color.isBlank()));
    }

    private static Optional<LocalDate> due(JsonObject card) {
        if (!(card.get("due") instanceof JsonString due)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.ofInstant(Instant.parse(due.getString()), ZoneOffset.UTC));
        } catch (DateTimeParseException misfit) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "due", "must be a time such as 2026-11-21T12:00:00.000Z");
        }
    }

    private static List<JsonObject> objects(JsonObject of, String name) {
        return of.get(name) instanceof JsonArray list
                ? list.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }

    private static double place(JsonObject object) {
        return object.get("pos") instanceof JsonNumber place ? place.doubleValue() : 0;
    }
}
