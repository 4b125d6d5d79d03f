package dev.tutti.journal;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** An {@link Entry} as it is kept: written once, in the transaction of the change it tells of, and never changed. */
@Entity
@Table(name = "journal_line")
@IdClass(JournalLine.Key.class)
class JournalLine {
    @Id
    private String stream;

    @Id
    private long seq;

    private String epoch;
    private UUID mark;
    private String type;
    private String payload;
    private String revokes;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "author_name")
    private String authorName;

    @Column(name = "mutation_id")
    private String mutationId;

    @Column(name = "connection_id")
    @Convert(converter = AbsentableUuid.class)
    private UUID connectionId;

    /** Not part of the entry, which tells it anyway: by it the entries about one thing are found. */
    @Column(name = "subject_id")
    @Convert(converter = AbsentableUuid.class)
    private UUID subject;

    @Column(name = "written_at")
    private Instant writtenAt;

    protected JournalLine() {}

    JournalLine(Entry entry, Optional<UUID> subject) {
        stream = entry.stream().toString();
        seq = entry.seq();
        epoch = entry.position().epoch();
        mark = entry.position().mark().orElseThrow();
        type = entry.what().type();
        payload = entry.what().payload();
        revokes = entry.what().revokes().map(Revocation::toString).orElse(null);
        authorId = entry.who().id().value();
        authorName = entry.who().name();
        mutationId = entry.who().echo().mutationId().orElse(null);
        connectionId = entry.who().echo().connection().orElse(null);
        this.subject = subject.orElse(null);
        writtenAt = entry.when();
    }

    Entry entry() {
        return new Entry(
                StreamId.parse(stream),
                new Position(epoch, seq, Optional.of(mark)),
                new Entry.Happening(type, payload, Optional.ofNullable(revokes).map(Revocation::parse)),
                new Author(
                        new UserId(authorId),
                        authorName,
                        new Echo(Optional.ofNullable(mutationId), Optional.ofNullable(connectionId))),
                writtenAt);
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private String stream;
        private long seq;

        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && seq == key.seq && stream.equals(key.stream);
        }

        @Override
        public int hashCode() {
            return Objects.hash(stream, seq);
        }
    }
}
