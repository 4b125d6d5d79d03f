package dev.tutti.base.search;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody looks for: the beginnings of words, all of which must be there, in small letters or capitals.
 *
 * @param words in small letters, made of letters and digits alone
 */
public record Terms(List<String> words) {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 10;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** @throws Problem.Invalid {@code bad_value} when there is nothing to look for in it, or too much */
    public static Terms parse(String text) {
        if (StrictJson.cleanText(text).codePointCount(0, text.length()) > MAX_LENGTH) {
            throw refused("must have at most " + MAX_LENGTH + " characters");
        }
        List<String> words = words(text).distinct().toList();
        if (words.isEmpty()) {
            throw refused("must hold a letter or a digit");
        }
        if (words.size() > MAX_WORDS) {
            throw refused("must have at most " + MAX_WORDS + " words");
        }
        return new Terms(words);
    }

    /** @return where words of the text begin that are looked for, and how much of each is */
    public Stream<Mark> marks(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.results()
                .flatMap(word -> words.stream()
                        .filter(term -> begins(word.group(), term))
                        .max((one, other) -> one.length() - other.length())
                        .map(term -> new Mark(
                                word.start(),
                                Math.min(word.end(), word.start() + term.length()),
                                isWhole(word.group(), term)))
                        .stream());
    }

    /** @return whether every word that is looked for begins one in the text */
    public boolean areAllIn(String text) {
        List<String> there = words(text).toList();
        return words.stream().allMatch(term -> there.stream().anyMatch(word -> word.startsWith(term)));
    }

    /**
     * A part of a text that was looked for.
     *
     * @param start its first character (UTF-16)
     * @param end the first one after it
     * @param whole whether it is a whole word
     */
    public record Mark(int start, int end, boolean whole) {}

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    private static boolean begins(String word, String term) {
        return word.toLowerCase(Locale.ROOT).startsWith(term);
    }

    private static boolean isWhole(String word, String term) {
        return word.toLowerCase(Locale.ROOT).equals(term);
    }

    private static Problem.Invalid refused(String what) {
        return Problem.Invalid.field(ErrorCode.BAD_VALUE, "q", what);
    }
}
