package dev.tutti.work.workspace;

import dev.tutti.base.edit.FieldVersions;
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
import java.util.Set;
import java.util.UUID;

/** That a person belongs to a workspace, and in which role. JPQL knows {@code MEMBER} as a word of its own. */
@Entity(name = "WorkspaceMember")
@Table(name = "workspace_member")
@IdClass(Member.Key.class)
class Member {
    static final Set<String> ROLE = Set.of("role");

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

    /** The number of the entry that told of the role: never the same again, even for one who left and came back. */
    private long version;

    protected Member() {}

    Member(UUID workspace, UserId person, Role role, Instant joinedAt, long version) {
        this.workspace = workspace;
        this.person = person.value();
        this.role = role;
        this.joinedAt = joinedAt;
        this.version = version;
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

    long version() {
        return version;
    }

    /** @return how the one field that can change has changed */
    FieldVersions changed() {
        return FieldVersions.NONE.changed(ROLE, version);
    }

    void become(Role role, long version) {
        this.role = role;
        this.version = version;
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
