package dev.tutti.work.chat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** That a conversation has begun, and where it ends. Changed only by whoever holds the workspace's journal. */
@Entity
@Table(name = "chat_room")
@IdClass(Room.Key.class)
class Room {
    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    private String room;

    @Column(name = "last_seq")
    private long last;

    protected Room() {}

    Room(Conversation conversation) {
        workspace = conversation.workspace();
        room = conversation.key();
    }

    String key() {
        return room;
    }

    /** @return the number of the last message */
    long last() {
        return last;
    }

    void goOn(long seq) {
        last = seq;
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private String room;

        protected Key() {}

        Key(Conversation conversation) {
            workspace = conversation.workspace();
            room = conversation.key();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && workspace.equals(key.workspace) && room.equals(key.room);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, room);
        }
    }
}
