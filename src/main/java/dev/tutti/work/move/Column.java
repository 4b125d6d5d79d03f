package dev.tutti.work.move;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a CSV file, in their order. */
enum Column {
    ID("id"),
    TITLE("title"),
    DESCRIPTION("description"),
    STATUS("status"),
    /** The name, for people: what counts is the id in the next one. */
    ASSIGNEE("assignee"),
    ASSIGNEE_ID("assigneeId"),
    /** One a line. */
    LABELS("labels"),
    PRIORITY("priority"),
    DUE_ON("dueOn"),
    /** One step a line, with {@code [x]} before what is done and {@code [ ]} before what is not. */
    CHECKLIST("checklist");

    static final String OPEN = "[ ] ";
    static final String CHECKED = "[x] ";

    private final String head;

    Column(String head) {
        this.head = head;
    }

    String head() {
        return head;
    }

    static List<String> heads() {
        return Stream.of(values()).map(Column::head).toList();
    }

    /** @param head as somebody wrote it, in small letters or capitals */
    static Optional<Column> named(String head) {
        String wanted = head.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(column -> column.head.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
