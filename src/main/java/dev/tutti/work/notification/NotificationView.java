package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A notification as its receiver sees it, with the names of that moment.
 *
 * @param seq its number in the receiver's inbox
 * @param taskId the task that it is about, if it is about one
 * @param title that task's title
 * @param dueOn the day on which that task is due, if that is what it is about
 * @param messageId the message that it is about, if it is about one
 * @param room that message's room, unless it is in the main conversation
 * @param commentId the comment that it is about, if it is about one
 * @param excerpt how that message or comment began; or where that webhook goes
 * @param actor who did what it tells of; empty where nobody did, and it is time
 */
public record NotificationView(
        UUID id,
        long seq,
        Kind kind,
        UUID workspaceId,
        String workspaceName,
        Optional<UUID> taskId,
        Optional<String> title,
        Optional<LocalDate> dueOn,
        Optional<UUID> messageId,
        Optional<String> room,
        Optional<UUID> commentId,
        Optional<String> excerpt,
        Optional<Actor> actor,
        Instant createdAt) {
    /** Who did it, under the name that they had then. */
    public record Actor(UUID id, String name) {
        static Optional<Actor> of(Author author) {
            return Optional.of(author)
                    .filter(Author::isSomebody)
                    .map(one -> new Actor(one.id().value(), one.name()));
        }
    }
}
