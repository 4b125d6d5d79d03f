package dev.tutti.base.search;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that holds the words that were looked for.
 *
 * @param kind what it is, for example {@code task}
 * @param taskId the task that it belongs to, or is
 * @param room the conversation that it belongs to
 * @param title its own heading, or that of what it belongs to
 * @param titled whether the heading is its own, and was looked through
 * @param text what was looked through besides
 */
public record Found(
        String kind,
        UUID workspaceId,
        UUID id,
        Optional<UUID> taskId,
        Optional<String> room,
        String title,
        boolean titled,
        String text,
        Instant createdAt) {
    /** @return all that was looked through */
    public String document() {
        return titled ? title + " " + text : text;
    }
}
