package dev.tutti.work.chat;

import dev.tutti.journal.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can happen in a conversation. */
public sealed interface ChatEvent extends Fact {
    /**
     * Something was said. The payload is the message itself.
     *
     * @param answered who said what it answers
     */
    record Sent(MessageView message, Optional<UUID> answered) implements ChatEvent {
        @Override
        public String type() {
            return "chat:message";
        }

        @Override
        public Object payload() {
            return message;
        }
    }

    /** @param message as it is now; only what an edit changes is told */
    record Edited(MessageView message) implements ChatEvent {
        /** What is told. */
        public record Change(
                UUID id,
                Optional<String> room,
                long version,
                Optional<String> text,
                List<UUID> mentions,
                Optional<Instant> editedAt) {}

        @Override
        public String type() {
            return "chat:edited";
        }

        @Override
        public Object payload() {
            return new Change(
                    message.id(),
                    message.room(),
                    message.version(),
                    message.text(),
                    message.mentions(),
                    message.editedAt());
        }
    }

    /** Its text, mentions and reactions are gone; that it was there stays. */
    record Deleted(UUID id, Optional<String> room, long version, Instant deletedAt) implements ChatEvent {
        @Override
        public String type() {
            return "chat:deleted";
        }
    }

    /** @param added whether the reaction came; else it was taken back */
    record Reacted(UUID id, Optional<String> room, String emoji, UUID userId, boolean added) implements ChatEvent {
        @Override
        public String type() {
            return "chat:reacted";
        }
    }
}
