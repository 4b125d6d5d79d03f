package dev.tutti.journal;

import java.util.Locale;

/** Why nobody can go on from a position: whoever has it starts from a snapshot instead (PROTOCOL.md, section 3). */
public enum Gap {
    /** The journal's history was replaced since. */
    EPOCH_CHANGED,
    /** What comes next was trimmed. */
    TOO_OLD,
    /** It names an entry that this history does not have: one that was lost, or never was. */
    AHEAD_OF_HISTORY,
    /** The reader was shut out since, and has no right to what was told meanwhile. */
    ACCESS_CHANGED;

    /** @return the reason as it travels, for example {@code too_old} */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
