package dev.tutti.base.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/**
 * A {@link Reply} as it is kept. First it only holds the place, so that nobody else carries the same write out; what is
 * committed always has the reply.
 */
@Entity
@Table(name = "stored_reply")
class StoredReply {
    @Id
    @Column(name = "write_id")
    private String write;

    private String request;
    private int status;
    private String headers;
    private String body;

    @Column(name = "stored_at")
    private Instant storedAt;

    protected StoredReply() {}

    String request() {
        return request;
    }

    boolean isOlderThan(Instant then) {
        return storedAt.isBefore(then);
    }

    Reply reply() {
        return new Reply(status, Reply.headers(headers), Optional.ofNullable(body));
    }
}
