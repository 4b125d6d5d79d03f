package dev.tutti.work.talk;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** That somebody reacts to something said. */
@Entity
@Table(name = "reaction")
@IdClass(Reaction.Key.class)
class Reaction {
    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    /** The number of what was said. */
    @Id
    @Column(name = "said_seq")
    private long said;

    @Id
    private String emoji;

    @Id
    @Column(name = "user_id")
    private UUID person;

    /** The number of the first reaction with this emoji: it keeps its place when that one is taken back. */
    private long place;

    /** The number of the entry that told of it. */
    private long seq;

    protected Reaction() {}

    Reaction(Said said, Emoji emoji, UserId person, long place, long seq) {
        this.workspace = said.workspace();
        this.said = said.seq();
        this.emoji = emoji.text();
        this.person = person.value();
        this.place = place;
        this.seq = seq;
    }

    long said() {
        return said;
    }

    String emoji() {
        return emoji;
    }

    UUID person() {
        return person;
    }

    long place() {
        return place;
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private long said;
        private String emoji;
        private UUID person;

        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && workspace.equals(key.workspace)
                    && said == key.said
                    && emoji.equals(key.emoji)
                    && person.equals(key.person);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, said, emoji, person);
        }
    }
}
