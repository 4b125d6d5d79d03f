package dev.tutti.base.page;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a list, by the values that the list is sorted by, so that rows which come or go elsewhere neither repeat
 * nor hide others. Opaque to clients. It is not signed, because it grants nothing: a list is always confined
 * by the caller's membership as well. It names the list that it belongs to, so that one list's cursor is
 * refused by another.
 */
public final class Cursor {
    private static final int MAX_LENGTH = 400;
    /** Stands in no scope and no key: these are ids, numbers and slugs. */
    private static final String SEPARATOR = "|";

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /**
     * @param list names the list and its order, for example {@code tasks:<workspace>}
     * @param keys the sort values of the last row shown: ids, numbers, slugs
     */
    public static Cursor of(String list, Object... keys) {
        return new Cursor(Stream.concat(Stream.of(list), Stream.of(keys).map(Object::toString))
                .toList());
    }

    /**
     * Reads back what {@link #toString} gave for the same list.
     *
     * @param keys how many sort values the list has
     * @throws Problem.Invalid {@code bad_value} when the cursor is garbled or another list's
     */
    public static Cursor parse(String text, String list, int keys) {
        if (text.length() > MAX_LENGTH) {
            throw refused();
        }
        List<String> parts;
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            parts = List.of(new String(bytes, StandardCharsets.US_ASCII).split("\\" + SEPARATOR, -1));
        } catch (IllegalArgumentException garbled) {
            throw refused();
        }
        if (parts.size() != keys + 1 || !parts.get(0).equals(list)) {
            throw refused();
        }
        return new Cursor(parts);
    }

    /** @throws Problem.Invalid {@code bad_value} when the key was tampered with, as by the two methods below */
    public String text(int key) {
        String value = parts.get(key + 1);
        if (!value.matches("[A-Za-z0-9_-]{1,60}")) {
            throw refused();
        }
        return value;
    }

    public long number(int key) {
        try {
            return Long.parseLong(parts.get(key + 1));
        } catch (NumberFormatException garbled) {
            throw refused();
        }
    }

    public UUID id(int key) {
        try {
            return UUID.fromString(parts.get(key + 1));
        } catch (IllegalArgumentException garbled) {
            throw refused();
        }
    }

    @Override
    public String toString() {
        String plain = parts.stream().collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static Problem.Invalid refused() {
        return Problem.Invalid.field(
                ErrorCode.BAD_VALUE, "after", "must be the value of next from the page before, of the same list.");
    }
}
