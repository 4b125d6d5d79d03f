package dev.tutti.journal;

import dev.tutti.base.database.AbsentableUuid;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a journal ends. Its row is the journal's lock: whoever holds it is the only writer until commit, which is why
 * the order of numbers is the order of commits and why there are no holes.
 */
@Entity
@Table(name = "stream_head")
class StreamHead {
    @Id
    private String stream;

    private String epoch;
    private long seq;

    @Convert(converter = AbsentableUuid.class)
    private UUID mark;

    private long floor;

    protected StreamHead() {}

    StreamHead(StreamId stream, String epoch) {
        this.stream = stream.toString();
        this.epoch = epoch;
    }

    StreamId stream() {
        return StreamId.parse(stream);
    }

    Position position() {
        return new Position(epoch, seq, Optional.ofNullable(mark));
    }

    Extent extent() {
        return new Extent(floor, position());
    }

    /** The entries up to this number will be there no more. */
    void trim(long upTo) {
        floor = upTo;
    }

    /** The history is another one from here on: no position of before leads on. */
    void replace(String otherEpoch) {
        epoch = otherEpoch;
    }

    Position advance(UUID nextMark) {
        seq++;
        mark = nextMark;
        return position();
    }
}
