package dev.tutti.work.workspace;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Fact;
import dev.tutti.journal.Revocation;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** What can happen to a workspace and its members. */
public sealed interface WorkspaceEvent extends Fact {
    /** @param changes the changed fields and their new values */
    record Updated(long version, JsonObject changes) implements WorkspaceEvent {
        @Override
        public String type() {
            return "workspace:updated";
        }
    }

    /** Ends everybody's access. */
    record Deleted(UUID id) implements WorkspaceEvent {
        @Override
        public String type() {
            return "workspace:deleted";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofWorkspace(id));
        }
    }

    /** The first of a workspace tells of its creator. The payload is the member itself. */
    record MemberJoined(MemberView member) implements WorkspaceEvent {
        @Override
        public String type() {
            return "workspace:member_joined";
        }

        @Override
        public Object payload() {
            return member;
        }
    }

    /** Ends that member's access, whether they left or were removed: the author of the entry tells which. */
    record MemberLeft(UUID userId) implements WorkspaceEvent {
        @Override
        public String type() {
            return "workspace:member_left";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofMember(new UserId(userId)));
        }
    }

    /** The member may do more, or less, from here on. */
    record MemberRoleChanged(UUID userId, Role role, long version) implements WorkspaceEvent {
        @Override
        public String type() {
            return "workspace:member_role_changed";
        }
    }
}
