package dev.tutti.work.move;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.task.ChecklistItem;
import dev.tutti.work.task.NewTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads a table: one that {@link CsvSheet} wrote, or any whose first line names at least the column of titles. */
final class CsvSource {
    /** Where a comma is written within numbers, spreadsheets write the other one between cells. */
    private static final char ELSEWHERE = ';';

    /** A line more, behind the table: where quotation marks were left open, it is read as part of the cell within them. */
    private static final String END = "end";

    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    private final Rows rows;
    private int width;
    private int line = 1;

    private CsvSource(Rows rows) {
        this.rows = rows;
    }

    /** @throws Problem.Invalid when it is no such table */
    static void read(String text, Rows rows) {
        CsvSource source = new CsvSource(rows);
        try (CsvReader<CsvRecord> table = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text + "\n" + END)) {
            source.read(table.iterator());
        } catch (CsvParseException unreadable) {
            throw broken("cannot be read beyond line " + source.line
                    + ": look for a quotation mark that is not closed, or a cell that is too long.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void read(Iterator<CsvRecord> records) {
        CsvRecord next = records.next();
        head(isEnd(next) ? List.of() : next.getFields());
        while (records.hasNext()) {
            next = records.next();
            line = (int) next.getStartingLineNumber();
            if (records.hasNext()) {
                List<String> cells = next.getFields();
                rows.add(line, () -> task(cells));
            }
        }
        if (!isEnd(next)) {
            throw broken("ends within quotation marks, in what begins at line " + line
                    + ": close them, or fetch the file again, which may have been cut off.");
        }
    }

    private static Problem.Invalid broken(String how) {
        return new Problem.Invalid(ErrorCode.BAD_REQUEST, "Nothing was imported. The table " + how);
    }

    private static boolean isEnd(CsvRecord last) {
        return last.getFields().equals(List.of(END));
    }

    private static char separator(String text) {
        String head = text.lines().findFirst().orElse("");
        return head.indexOf(ELSEWHERE) >= 0 && head.indexOf(',') < 0 ? ELSEWHERE : ',';
    }

    private void head(List<String> cells) {
        width = cells.size();
        for (int place = 0; place < cells.size(); place++) {
            String head = cells.get(place);
            Optional<Column> column = Column.named(head).filter(found -> !places.containsKey(found));
            if (column.isPresent()) {
                places.put(column.get(), place);
            } else {
                rows.ignore(StrictJson.cleanText(head));
            }
        }
        if (!places.containsKey(Column.TITLE)) {
            throw new Problem.Invalid(
                    ErrorCode.BAD_REQUEST,
                    "Nothing was imported. The first line must name the columns, with title among them; known are "
                            + String.join(", ", Column.heads()) + ".");
        }
    }

    private NewTask task(List<String> cells) {
        mustBeUnderTheHead(cells);
        Optional<UUID> id = parsed(cells, Column.ID, UUID::fromString, "must be a UUID, or empty");
        Optional<UUID> assignee = parsed(cells, Column.ASSIGNEE_ID, UUID::fromString, "must be a UUID, or empty");
        Optional<LocalDate> dueOn =
                parsed(cells, Column.DUE_ON, LocalDate::parse, "must be a date such as 2026-11-21, or empty");
        return new NewTask(
                id,
                cell(cells, Column.TITLE).orElse(""),
                cell(cells, Column.DESCRIPTION),
                cell(cells, Column.STATUS).map(String::strip).orElse(null),
                assignee,
                lines(cells, Column.LABELS),
                cell(cells, Column.PRIORITY).map(String::strip).orElse(null),
                dueOn,
                lines(cells, Column.CHECKLIST).stream().map(CsvSource::step).toList());
    }

    /** A comma that nobody quoted moves all that follows it into the next column: that must not go unnoticed. */
    private void mustBeUnderTheHead(List<String> cells) {
        if (cells.stream().skip(width).anyMatch(cell -> !cell.isBlank())) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST,
                    "task",
                    "has more cells than the first line: put what holds the mark between cells in quotation marks");
        }
    }

    private static ChecklistItem step(String line) {
        boolean done = line.startsWith(Column.CHECKED);
        return new ChecklistItem(done || line.startsWith(Column.OPEN) ? line.substring(4) : line, done);
    }

    private List<String> lines(List<String> cells, Column column) {
        return cell(cells, column)
                .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
                .orElse(List.of());
    }

    private <T> Optional<T> parsed(List<String> cells, Column column, Function<String, T> parse, String rule) {
        try {
            return cell(cells, column).map(String::strip).map(parse);
        } catch (IllegalArgumentException | DateTimeParseException misfit) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, column.head(), rule);
        }
    }

    /** @return what is in the cell; empty where nothing is, or the line ends before it */
    private Optional<String> cell(List<String> cells, Column column) {
        return Optional.ofNullable(places.get(column))
                .filter(place -> place < cells.size())
                .map(cells::get)
                .filter(text -> !text.isBlank())
                .map(text -> clean(column, Cell.read(text.replace("\r\n", "\n"))));
    }

    private static String clean(Column column, String text) {
        try {
            return StrictJson.cleanText(text);
        } catch (Problem.Invalid unclean) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_TEXT, column.head(), "holds a control character or half a surrogate pair");
        }
    }
}
