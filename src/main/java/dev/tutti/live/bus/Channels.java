package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;
import java.util.Optional;

/** The names under which messengers know the streams. */
final class Channels {
    private static final String PREFIX = "tutti:";

    private Channels() {}

    static String of(StreamId stream) {
        return PREFIX + stream;
    }

    /** @return empty for a channel that is no stream's */
    static Optional<StreamId> stream(String channel) {
        if (!channel.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(StreamId.parse(channel.substring(PREFIX.length())));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException another) {
            return Optional.empty();
        }
    }
}
