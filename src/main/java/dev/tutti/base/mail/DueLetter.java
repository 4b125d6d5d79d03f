package dev.tutti.base.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A letter that the mail server has not taken yet. */
@Entity
@Table(name = "letter")
class DueLetter {
    @Id
    private UUID id;

    private String recipient;
    private String subject;
    private String body;
    private int tries;

    /** When it is to be tried; while it is, when the next try would be. */
    @Column(name = "due_at")
    private Instant dueAt;

    protected DueLetter() {}

    DueLetter(Letter letter, Instant now) {
        id = UuidCreator.getTimeOrderedEpoch();
        recipient = letter.to();
        subject = letter.subject();
        body = letter.body();
        dueAt = now;
    }

    UUID id() {
        return id;
    }

    Letter letter() {
        return new Letter(recipient, subject, body);
    }

    int tries() {
        return tries;
    }

    Instant dueAt() {
        return dueAt;
    }
}
