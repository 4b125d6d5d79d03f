package dev.tutti.work.chat;

import dev.tutti.base.edit.Versioned;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as it is shown. It holds nothing that the events do not tell.
 *
 * @param seq the number of the entry that told of it: messages are in its order, and a read mark names it
 * @param room absent in the main conversation
 * @param replyTo the message that it answers, which may be deleted by now
 * @param text absent when it was deleted
 * @param mentions the members whom the text names
 */
public record MessageView(
        UUID id,
        UUID workspaceId,
        long seq,
        Optional<String> room,
        Optional<UUID> replyTo,
        Speaker author,
        Optional<String> text,
        List<UUID> mentions,
        List<ReactionView> reactions,
        long version,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt)
        implements Versioned {}
