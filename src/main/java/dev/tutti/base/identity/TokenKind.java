package dev.tutti.base.identity;

import java.util.Locale;

/** What a token of ours is for (claim {@code typ}). One kind is never taken for another. */
public enum TokenKind {
    /** Lets its holder in, for minutes. */
    ACCESS,
    /** Is exchanged, once, for the next pair. */
    REFRESH;

    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
