package dev.tutti.work.announcement;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An announcement that not everybody was told of yet. Told only by whoever has locked its row. */
@Entity
@Table(name = "announcement")
class Announcement {
    @Id
    private UUID id;

    private String text;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "author_name")
    private String authorName;

    @Column(name = "created_at")
    private Instant createdAt;

    /** Who was told last; people are told in the order of their ids. */
    @Column(name = "told_up_to")
    @Convert(converter = AbsentableUuid.class)
    private UUID toldUpTo;

    protected Announcement() {}

    Announcement(AnnouncementView view, Author author) {
        id = view.id();
        text = view.text();
        createdAt = view.createdAt();
        authorId = author.id().value();
        authorName = author.name();
    }

    AnnouncementView view() {
        return new AnnouncementView(id, text, createdAt);
    }

    Author author() {
        return new Author(new UserId(authorId), authorName, Echo.NONE);
    }

    Optional<UserId> toldUpTo() {
        return Optional.ofNullable(toldUpTo).map(UserId::new);
    }

    void toldUpTo(UserId last) {
        toldUpTo = last.value();
    }
}
