package dev.tutti.work.chat;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Said;
import dev.tutti.work.talk.Words;
import dev.tutti.work.workspace.Membership;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something said in a conversation. One that is deleted stays without its text: so pages, answers and what is unread stay
 * what they were.
 */
@Entity
@Table(name = "chat_message")
@IdClass(Said.Key.class)
class Message extends Said {
    private String room;

    @Convert(converter = AbsentableUuid.class)
    @Column(name = "reply_to")
    private UUID replyTo;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Message() {}

    Message(Membership author, UUID id, long seq, Words words, Conversation conversation, Instant now) {
        super(author, id, seq, words, now);
        room = conversation.key();
    }

    Conversation conversation() {
        return new Conversation(workspace(), Conversation.room(room));
    }

    void answer(Message other) {
        replyTo = other.id();
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    void delete(Instant now) {
        empty();
        deletedAt = now;
    }

    MessageView view(List<ReactionView> reactions) {
        return new MessageView(
                id(),
                workspace(),
                seq(),
                Conversation.room(room),
                Optional.ofNullable(replyTo),
                author(),
                text(),
                mentions(),
                reactions,
                version(),
                createdAt(),
                editedAt(),
                Optional.ofNullable(deletedAt));
    }
}
