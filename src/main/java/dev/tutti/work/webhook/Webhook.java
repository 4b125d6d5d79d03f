package dev.tutti.work.webhook;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An address to which a workspace's journal is posted, and how far that came. Changed only by whoever has locked its row.
 * One node at a time has the errand: until its end, or until its time is up and another takes it; what the first still
 * says then counts no more, because the number of the turn is another.
 */
@Entity
@Table(name = "webhook")
class Webhook {
    @Id
    private UUID id;

    @Column(name = "workspace_id")
    private UUID workspace;

    private String url;
    private String types;
    private String secret;

    @Column(name = "former_secret")
    private String formerSecret;

    @Column(name = "former_until")
    private Instant formerUntil;

    private String epoch;
    private long seq;

    @Convert(converter = AbsentableUuid.class)
    private UUID mark;

    private long turn;
    private int failures;

    /** When it is to be tried; while it is, when another may. */
    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "paused_at")
    private Instant pausedAt;

    /** Why the last try failed, if it did. */
    private String fault;

    @Column(name = "delivered_at")
    private Instant deliveredAt;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Webhook() {}

    Webhook(UUID id, UUID workspace, NewWebhook asked, WebhookSecret secret, UUID createdBy) {
        this.id = id;
        this.workspace = workspace;
        this.createdBy = createdBy;
        this.secret = secret.text();
        is(asked);
    }

    private void is(NewWebhook asked) {
        url = asked.url();
        types = asked.wanted().toString();
    }

    NewWebhook editable() {
        return new NewWebhook(url, wanted().types());
    }

    /** From here on it goes there, and is for those types. What is under way counts no more, and what is paused stays so. */
    void edit(NewWebhook asked, Instant now) {
        is(asked);
        turn++;
        failures = 0;
        fault = null;
        dueAt = now;
    }

    /** Begins behind that position. */
    void begin(Position head, Instant now) {
        createdAt = now;
        goOnFrom(head, now);
    }

    UUID id() {
        return id;
    }

    UUID workspace() {
        return workspace;
    }

    StreamId stream() {
        return StreamId.workspace(workspace);
    }

    String url() {
        return url;
    }

    Wanted wanted() {
        return Wanted.parse(types);
    }

    Position position() {
        return new Position(epoch, seq, Optional.ofNullable(mark));
    }

    long turn() {
        return turn;
    }

    int failures() {
        return failures;
    }

    /** @return the secrets with which to sign, the present one first */
    List<WebhookSecret> secrets(Instant now) {
        return Stream.concat(
                        Stream.of(secret), Stream.ofNullable(formerSecret).filter(old -> now.isBefore(formerUntil)))
                .map(WebhookSecret::new)
                .toList();
    }

    /** Signs with the new one from here on, and besides with the one that was, until then. */
    void change(WebhookSecret next, Instant formerGoodUntil) {
        formerSecret = secret;
        formerUntil = formerGoodUntil;
        secret = next.text();
    }

    boolean isDue(Instant now) {
        return pausedAt == null && !dueAt.isAfter(now);
    }

    /** Gives the errand to whoever asks, for so long. */
    void take(Instant until) {
        turn++;
        dueAt = until;
    }

    /** Everything up to that position was taken, or was not wanted. */
    void reach(Position position, Instant until) {
        if (!position.equals(position())) {
            to(position);
            failures = 0;
            fault = null;
        }
        dueAt = until;
    }

    void delivered(Instant now) {
        deliveredAt = now;
    }

    void fail(String why, Instant next) {
        failures++;
        fault = why;
        dueAt = next;
    }

    void pause(Instant now) {
        pausedAt = now;
    }

    boolean isPaused() {
        return pausedAt != null;
    }

    /** What is under way counts no more. */
    final void goOnFrom(Position position, Instant now) {
        to(position);
        turn++;
        failures = 0;
        fault = null;
        pausedAt = null;
        dueAt = now;
    }

    private void to(Position position) {
        epoch = position.epoch();
        seq = position.seq();
        mark = position.mark().orElse(null);
    }

    WebhookView view() {
        return new WebhookView(
                id,
                url,
                wanted().types(),
                position().toString(),
                failures,
                Optional.ofNullable(fault),
                Optional.of(dueAt).filter(next -> failures > 0 && pausedAt == null),
                Optional.ofNullable(pausedAt),
                Optional.ofNullable(deliveredAt),
                Optional.ofNullable(formerUntil),
                createdBy,
                createdAt);
    }
}
