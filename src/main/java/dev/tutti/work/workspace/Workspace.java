package dev.tutti.work.workspace;

import dev.tutti.base.edit.FieldVersions;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a team shares. A deleted one keeps its row, because its id names a journal and must never name another; nobody
 * is let into it any more.
 */
@Entity
@Table(name = "workspace")
class Workspace {
    @Id
    private UUID id;

    private String name;
    private String tenant;
    private long version;
    private String changed;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Workspace() {}

    Workspace(UUID id, String name, Optional<String> tenant, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.tenant = tenant.orElse(null);
        this.version = 1;
        this.changed = FieldVersions.NONE.toString();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    /** @return whether somebody confined to that tenant, or to none, may be let in at all */
    boolean isOpenTo(Optional<String> confinedTo) {
        return deletedAt == null && confinedTo.filter(it -> !it.equals(tenant)).isEmpty();
    }

    long version() {
        return version;
    }

    FieldVersions changed() {
        return FieldVersions.parse(changed);
    }

    void rename(String name) {
        this.name = name;
        version++;
        changed = changed().changed(Set.of("name"), version).toString();
    }

    void delete(Instant now) {
        deletedAt = now;
    }

    WorkspaceView view(Role role) {
        return new WorkspaceView(id, name, role, version, createdAt);
    }
}
