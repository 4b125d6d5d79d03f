package dev.tutti.live.sse;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code id} of an event: where its client is in every journal that it follows, so that the browser's own
 * {@code Last-Event-ID} is all that it takes to go on. As text it is a list of {@code journal:epoch:seq:mark}, the journal
 * and the mark in 22 characters each, and the inbox named {@code i}. A client that comes from another transport writes
 * ids as it knows them, in 36.
 */
record EventId(Map<Journal, Position> positions) {
    /** In place of an id: the last event told the client to stop, and its next try is answered with 204. */
    static final String STOP = "stop";

    /** The inbox, and the workspaces of one stream. */
    private static final int MOST = StreamRequest.WORKSPACES + 1;

    private static final String INBOX = "i";
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\\w-]{22}";
    private static final Pattern PART =
            Pattern.compile("(i|" + ID + "):([0-9a-z]{1,16}):(0|[1-9][0-9]{0,17})(?::(" + ID + "))?");
    /** More than any list of so many parts. */
    private static final int LONGEST = MOST * 112;

    /** A journal as its owner names it: the inbox needs no name. */
    private record Journal(Optional<UUID> workspace) {
        static Journal of(StreamId stream) {
            return new Journal(Optional.of(stream.id()).filter(id -> stream.kind() == StreamId.Kind.WORKSPACE));
        }
    }

    /** @throws Problem.Invalid {@code bad_value} when it is none that this server could have given */
    static EventId parse(String text) {
        if (text.length() > LONGEST) {
            throw malformed();
        }
        Map<Journal, Position> positions = new LinkedHashMap<>();
        for (String part : text.split(",", MOST + 1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw malformed();
            }
            Journal journal = new Journal(Optional.of(matcher.group(1))
                    .filter(name -> !name.equals(INBOX))
                    .map(EventId::uuid));
            Position position = new Position(
                    matcher.group(2),
                    Long.parseLong(matcher.group(3)),
                    Optional.ofNullable(matcher.group(4)).map(EventId::uuid));
            if (positions.put(journal, position) != null) {
                throw malformed();
            }
        }
        if (positions.size() > MOST) {
            throw malformed();
        }
        return new EventId(positions);
    }

    /** @return where the client is in this journal, if the id says so */
    Optional<Position> of(StreamId stream) {
        return Optional.ofNullable(positions.get(Journal.of(stream)));
    }

    /** @return what an id says of one journal; an id is one such part for each, with commas between */
    static String part(StreamId stream, Position position) {
        return (stream.kind() == StreamId.Kind.INBOX ? INBOX : compact(stream.id()))
                + ":"
                + position.epoch()
                + ":"
                + position.seq()
                + position.mark().map(mark -> ":" + compact(mark)).orElse("");
    }

    private static String compact(UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static UUID uuid(String text) {
        if (text.length() == 36) {
            return UUID.fromString(text);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static Problem malformed() {
        return new Problem.Invalid(
                ErrorCode.BAD_VALUE, "Send the id of an event of such a stream, as the server gave it.");
    }
}
