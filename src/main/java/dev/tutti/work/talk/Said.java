package dev.tutti.work.talk;

import dev.tutti.base.edit.Edit;
import dev.tutti.base.edit.FieldVersions;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.edit.MergePatch;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Role;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.validation.Validator;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Something that somebody said in a workspace. Its id is unique in its workspace and found in no other; its number is
 * that of the entry that told of it, which orders all that is said there. Nobody but its author changes it.
 */
@MappedSuperclass
public abstract class Said {
    private static final Set<String> EDITABLE = Set.of("text");

    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    private UUID id;

    private long seq;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "author_name")
    private String authorName;

    private String text;

    /** Ids with a comma between: always read and written whole. */
    private String mentions;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "edited_at")
    private Instant editedAt;

    protected Said() {}

    /** @param seq the number of the entry that will tell of it */
    protected Said(Membership author, UUID id, long seq, Words words, Instant now) {
        this.workspace = author.workspace();
        this.id = id;
        this.seq = seq;
        this.authorId = author.caller().id().value();
        this.authorName = author.caller().name();
        this.version = 1;
        this.createdAt = now;
        take(words);
    }

    public UUID workspace() {
        return workspace;
    }

    public UUID id() {
        return id;
    }

    public long seq() {
        return seq;
    }

    public Speaker author() {
        return new Speaker(authorId, authorName);
    }

    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    public List<UUID> mentions() {
        return mentions.isEmpty()
                ? List.of()
                : Arrays.stream(mentions.split(",")).map(UUID::fromString).toList();
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /**
     * Looks at an author's edit and does not make it yet.
     *
     * @param sent a merge patch, in which everything but the text is ignored
     * @return the new text, where it is another one
     * @throws Problem.Forbidden when somebody else has said it
     * @throws Problem.StaleVersion when it was changed since the version in {@code match}
     */
    public Optional<String> revised(Membership editor, IfMatch match, JsonObject sent, Validator rules) {
        if (!saidBy(editor)) {
            throw new Problem.Forbidden("Only its author changes what was said.");
        }
        MergePatch patch = MergePatch.of(sent, EDITABLE);
        match.permit(version, changed(), patch.fields());
        Edit<NewText> edit = patch.apply(new NewText(text), NewText.class, rules);
        return edit.changesNothing()
                ? Optional.empty()
                : Optional.of(edit.after().text());
    }

    public void edit(Words words, Instant now) {
        take(words);
        editedAt = now;
        version++;
    }

    /**
     * @throws Problem.Forbidden when somebody else has said it and the caller is no administrator
     * @throws Problem.StaleVersion when it was changed since the version in {@code match}
     */
    public void mayBeDeleted(Membership deleter, IfMatch match) {
        if (!saidBy(deleter) && !deleter.role().isAtLeast(Role.ADMIN)) {
            throw new Problem.Forbidden("Its author deletes what was said, or an administrator of the workspace.");
        }
        match.permitAll(version, changed());
    }

    /** Takes away what was said and leaves that it was. */
    protected void empty() {
        text = null;
        mentions = "";
        version++;
    }

    private boolean saidBy(Membership membership) {
        return membership.caller().id().equals(new UserId(authorId));
    }

    /** Nothing but the text ever changes, so each version is one of the text. */
    private FieldVersions changed() {
        return FieldVersions.NONE.changed(EDITABLE, version);
    }

    private void take(Words words) {
        text = words.text();
        mentions = words.mentions().stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    /** The primary key, in the form that JPA asks for. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private UUID id;

        protected Key() {}

        public Key(UUID workspace, UUID id) {
            this.workspace = workspace;
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && workspace.equals(key.workspace) && id.equals(key.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, id);
        }
    }
}
