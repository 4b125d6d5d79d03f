package dev.tutti.work.chat;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** How far somebody has read a conversation. Changed only by whoever holds their inbox. */
@Entity
@Table(name = "chat_read")
@IdClass(Reading.Key.class)
class Reading {
    @Id
    @Column(name = "user_id")
    private UUID person;

    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    private String room;

    @Column(name = "up_to")
    private long upTo;

    protected Reading() {}

    Reading(UserId person, Conversation conversation) {
        this.person = person.value();
        workspace = conversation.workspace();
        room = conversation.key();
    }

    String key() {
        return room;
    }

    long upTo() {
        return upTo;
    }

    void moveTo(long upTo) {
        this.upTo = upTo;
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID person;
        private UUID workspace;
        private String room;

        protected Key() {}

        Key(UserId person, Conversation conversation) {
            this.person = person.value();
            workspace = conversation.workspace();
            room = conversation.key();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && person.equals(key.person)
                    && workspace.equals(key.workspace)
                    && room.equals(key.room);
        }

        @Override
        public int hashCode() {
            return Objects.hash(person, workspace, room);
        }
    }
}
