package dev.tutti.live.protocol;

import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.util.Optional;

/**
 * One message to a client, encoded once, however many receive it.
 *
 * @param type what it is, as the envelope says too
 * @param encoded the JSON envelope, or bytes that another client relayed
 * @param place where its client is once it has the message; absent where it tells of no entry of a journal
 * @param commit when that entry was committed; absent where it is told later than it could have been
 */
public record ServerFrame(String type, Encoded encoded, Optional<Place> place, Optional<Commit> commit) {
    /** A position, and in which journal. */
    public record Place(StreamId stream, Position position) {}

    ServerFrame(String type, String text) {
        this(type, new Encoded(text), Optional.empty(), Optional.empty());
    }

    /** @return bytes for those in a room */
    public static ServerFrame relayed(byte[] message) {
        return new ServerFrame("binary", Encoded.binary(message), Optional.empty(), Optional.empty());
    }

    /** @return one that another node has encoded */
    public static ServerFrame madeElsewhere(String type, String text) {
        return new ServerFrame(type, text);
    }

    /** @return the same message, telling of this entry */
    ServerFrame of(Entry entry) {
        Place there = new Place(entry.stream(), entry.position());
        return new ServerFrame(type, encoded, Optional.of(there), Optional.empty());
    }

    /** @return the same message, told as soon as it could be */
    public ServerFrame of(Commit now) {
        return new ServerFrame(type, encoded, place, Optional.of(now));
    }

    /** @return the same message, told to somebody who was behind */
    public ServerFrame later() {
        return new ServerFrame(type, encoded, place, Optional.empty());
    }

    /** @return the JSON envelope */
    public String text() {
        return encoded.text();
    }

    /** @return whether it is an envelope, and not bytes */
    public boolean isText() {
        return encoded.isText();
    }

    /** @return its length in bytes, by which queues are bounded */
    public int bytes() {
        return encoded.bytes();
    }
}
