package dev.tutti.work.workspace;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** That a person belongs to a workspace, and in which role. JPQL knows {@code MEMBER} as a word of its own. */
@Entity(name = "WorkspaceMember")
@Table(name = "workspace_member")
@IdClass(Member.Key.class)
class Member {
    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    @Column(name = "user_id")
    private UUID person;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "joined_at")
    private Instant joinedAt;

    protected Member() {}

    Member(UUID workspace, UserId person, Role role, Instant joinedAt) {
        this.workspace = workspace;
        this.person = person.value();
        this.role = role;
        this.joinedAt = joinedAt;
    }

    UserId person() {
        return new UserId(person);
    }

    Role role() {
        return role;
    }

    Instant joinedAt() {
        return joinedAt;
    }

    void become(Role role) {
        this.role = role;
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private UUID person;

        protected Key() {}

        Key(UUID workspace, UserId person) {
            this.workspace = workspace;
            this.person = person.value();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && workspace.equals(key.workspace) && person.equals(key.person);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, person);
        }
    }
}
