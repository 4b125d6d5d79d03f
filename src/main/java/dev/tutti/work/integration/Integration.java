package dev.tutti.work.integration;

import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.IntegrationKey;
import dev.tutti.base.identity.KeyRing;
import dev.tutti.base.identity.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another system that has a key to a workspace. Made and taken away only by whoever holds the workspace's journal. */
@Entity
@Table(name = "integration")
class Integration {
    @Id
    private UUID id;

    @Column(name = "workspace_id")
    private UUID workspace;

    @Column(name = "key_hash")
    private String keyHash;

    private String name;

    /** As they are shown, with commas between. */
    private String scopes;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "used_at")
    private Instant usedAt;

    protected Integration() {}

    Integration(UUID workspace, IntegrationKey key, KeyView view) {
        this.workspace = workspace;
        keyHash = key.fingerprint();
        id = view.id();
        name = view.name();
        scopes = view.scopes().stream().map(Scope::wire).collect(Collectors.joining(","));
        createdBy = view.createdBy();
        createdAt = view.createdAt();
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    UUID workspace() {
        return workspace;
    }

    KeyRing.Standing standing() {
        return new KeyRing.Standing(new Grant(id, workspace, scopes()), name);
    }

    /** @return whether it is time to note that the key is used */
    boolean isLastNotedBefore(Instant then) {
        return usedAt == null || usedAt.isBefore(then);
    }

    KeyView view() {
        return new KeyView(id, name, scopes().stream().toList(), createdBy, createdAt, Optional.ofNullable(usedAt));
    }

    private Set<Scope> scopes() {
        return Stream.of(scopes.split(","))
                .map(Scope::parse)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
