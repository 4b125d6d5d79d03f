package dev.tutti.journal;

import dev.tutti.base.identity.UserId;
import java.util.Locale;
import java.util.UUID;

/**
 * Names a journal: a workspace's, or a person's inbox.
 *
 * @param kind whose journal it is
 * @param id the workspace's id, or the user's
 */
public record StreamId(Kind kind, UUID id) {
    /** Whose journal it is, in the order in which their heads are locked. */
    public enum Kind {
        WORKSPACE,
        INBOX;

        /** @return the kind as it travels, for example {@code inbox} */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static StreamId workspace(UUID workspace) {
        return new StreamId(Kind.WORKSPACE, workspace);
    }

    public static StreamId inbox(UserId user) {
        return new StreamId(Kind.INBOX, user.value());
    }

    /** @return the name of the form {@code workspace:<id>} that {@link #toString} gives, read back */
    public static StreamId parse(String name) {
        int colon = name.indexOf(':');
        return new StreamId(
                Kind.valueOf(name.substring(0, colon).toUpperCase(Locale.ROOT)),
                UUID.fromString(name.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind.wire() + ":" + id;
    }
}
