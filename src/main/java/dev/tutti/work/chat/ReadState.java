package dev.tutti.work.chat;

import dev.tutti.journal.Fact;
import java.util.Optional;
import java.util.UUID;

/**
 * How far somebody has read a conversation. Told in their inbox and nowhere else: what others have read is nobody's
 * business.
 *
 * @param upTo the number of a message: those up to it are read
 * @param unread how many of others lie behind it
 */
public record ReadState(UUID workspaceId, Optional<String> room, long upTo, long unread) implements Fact {
    @Override
    public String type() {
        return "chat:read";
    }
}
