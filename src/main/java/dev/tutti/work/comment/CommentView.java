package dev.tutti.work.comment;

import dev.tutti.base.edit.Versioned;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A comment as it is shown. It holds nothing that the events do not tell.
 *
 * @param seq the number of the entry that told of it: a task's comments are in its order
 * @param mentions the members whom the text names
 */
public record CommentView(
        UUID id,
        UUID workspaceId,
        UUID taskId,
        long seq,
        Speaker author,
        String text,
        List<UUID> mentions,
        List<ReactionView> reactions,
        long version,
        Instant createdAt,
        Optional<Instant> editedAt)
        implements Versioned {}
