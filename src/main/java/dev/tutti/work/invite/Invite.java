package dev.tutti.work.invite;

import dev.tutti.work.workspace.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** That whoever has the code may come in. Changed only by whoever holds the workspace's journal. */
@Entity
@Table(name = "invite")
class Invite {
    @Id
    private UUID id;

    @Column(name = "workspace_id")
    private UUID workspace;

    @Column(name = "code_hash")
    private String codeHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String email;

    @Column(name = "uses_left")
    private Integer usesLeft;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Invite() {}

    /** @param codeHash the code's fingerprint */
    Invite(UUID workspace, String codeHash, InviteView view) {
        this.workspace = workspace;
        this.codeHash = codeHash;
        id = view.id();
        role = view.role();
        email = view.email().orElse(null);
        usesLeft = view.usesLeft().orElse(null);
        createdBy = view.createdBy();
        createdAt = view.createdAt();
        expiresAt = view.expiresAt();
    }

    UUID id() {
        return id;
    }

    UUID workspace() {
        return workspace;
    }

    Role role() {
        return role;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    boolean isUsedUp() {
        return usesLeft != null && usesLeft == 0;
    }

    boolean isFor(Optional<String> address) {
        return email == null || address.filter(email::equals).isPresent();
    }

    void use() {
        if (usesLeft != null) {
            usesLeft--;
        }
    }

    InviteView view() {
        return new InviteView(
                id, role, Optional.ofNullable(email), Optional.ofNullable(usesLeft), createdBy, createdAt, expiresAt);
    }
}
