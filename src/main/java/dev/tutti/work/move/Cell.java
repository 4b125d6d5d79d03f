package dev.tutti.work.move;

import java.util.regex.Pattern;

/**
 * The text of a cell, so that no spreadsheet takes it for a formula: what somebody called a task must not be carried out
 * on the computer of whoever opens the file. A text that could be one has an apostrophe before it, by which spreadsheets
 * know a text; reading takes away what writing put there, and nothing else.
 */
final class Cell {
    /** How formulas begin, in half width and in full. */
    private static final String BEGINNING = "[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]";

    private static final Pattern RISKY = Pattern.compile("'*" + BEGINNING + ".*", Pattern.DOTALL);
    private static final Pattern GUARDED = Pattern.compile("'+" + BEGINNING + ".*", Pattern.DOTALL);

    private Cell() {}

    static String write(String text) {
        return RISKY.matcher(text).matches() ? "'" + text : text;
    }

    static String read(String cell) {
        return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
