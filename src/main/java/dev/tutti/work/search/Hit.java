package dev.tutti.work.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was found.
 *
 * @param kind {@code task}, {@code comment} or {@code message}
 * @param taskId the task that it belongs to, or is
 * @param room the conversation that it belongs to; absent in the main one
 * @param title the task's title; empty for a message
 * @param excerpt the part of the text around the first word that was looked for
 */
public record Hit(
        String kind,
        UUID workspaceId,
        UUID id,
        Optional<UUID> taskId,
        Optional<String> room,
        Marked title,
        Marked excerpt,
        Instant createdAt) {
    /**
     * A text, and where the words are that were looked for. Plain text with numbers beside it, because a page that marks
     * by tags in a text of somebody else's marks whatever they like.
     *
     * @param marks pairs of the first character (UTF-16) and the first one after
     */
    public record Marked(String text, List<int[]> marks) {}
}
