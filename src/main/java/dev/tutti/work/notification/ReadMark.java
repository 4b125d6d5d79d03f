package dev.tutti.work.notification;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** How far a person has read. Made with their first reading, and changed only by whoever holds their inbox. */
@Entity
@Table(name = "notification_read")
class ReadMark {
    @Id
    @Column(name = "user_id")
    private UUID person;

    @Column(name = "up_to")
    private long upTo;

    protected ReadMark() {}

    ReadMark(UserId person) {
        this.person = person.value();
    }

    long upTo() {
        return upTo;
    }

    void moveTo(long upTo) {
        this.upTo = upTo;
    }
}
