package dev.tutti.work.account;

import java.util.Optional;

/**
 * What somebody signs in with, as it calls itself. Anybody may write anything there, and it is shown to people: so it is
 * short, one line, and of letters that look like what they are.
 */
record UserAgent(Optional<String> text) {
    static final int MAX_LENGTH = 200;

    private static final String ALL_BUT_PLAIN_LETTERS = "[^\\x20-\\x7E]+";

    /** @param header as the request carries it; null where it does not */
    static UserAgent of(String header) {
        return new UserAgent(Optional.ofNullable(header)
                .map(said -> said.replaceAll(ALL_BUT_PLAIN_LETTERS, " ").strip())
                .map(said -> said.substring(0, Math.min(said.length(), MAX_LENGTH)))
                .filter(said -> !said.isEmpty()));
    }
}
