package dev.tutti.work.move;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.tutti.work.task.ChecklistItem;
import dev.tutti.work.task.TaskView;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of a workspace as a table (RFC 4180), for a spreadsheet. What is said is no table, and is left out. */
final class CsvSheet implements Sheet {
    private final Writer out;
    private final CsvWriter rows;
    private final Map<UUID, String> names = new HashMap<>();

    CsvSheet(Writer out) {
        this.out = out;
        rows = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
    }

    @Override
    public void begin(Cover cover) throws IOException {
        cover.members()
                .forEach(member -> names.put(member.user().id(), member.user().name()));
        // Without the mark Excel takes UTF-8 for what was in use where it runs before.
        out.write('\uFEFF');
        rows.writeRecord(Column.heads());
    }

    @Override
    public void tasks(List<TaskView> some) {
        some.forEach(task -> rows.writeRecord(Stream.of(Column.values())
                .map(column -> Cell.write(text(column, task)))
                .toList()));
    }

    @Override
    public void said(String list, List<?> some) {
        // no table
    }

    @Override
    public void end() throws IOException {
        rows.flush();
    }

    private String text(Column column, TaskView task) {
        return switch (column) {
            case ID -> task.id().toString();
            case TITLE -> task.title();
            case DESCRIPTION -> task.description().orElse("");
            case STATUS -> task.status();
            case ASSIGNEE ->
                task.assigneeId().map(id -> names.getOrDefault(id, "")).orElse("");
            case ASSIGNEE_ID -> task.assigneeId().map(UUID::toString).orElse("");
            case LABELS -> String.join("\n", task.labels());
            case PRIORITY -> task.priority().wire();
            case DUE_ON -> task.dueOn().map(LocalDate::toString).orElse("");
            case CHECKLIST -> task.checklist().stream().map(CsvSheet::step).collect(Collectors.joining("\n"));
        };
    }

    /** A step of several lines would be read as several steps. */
    private static String step(ChecklistItem step) {
        return (step.done() ? Column.CHECKED : Column.OPEN) + step.text().replaceAll("\\R", " ");
    }
}
