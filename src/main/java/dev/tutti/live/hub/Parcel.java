package dev.tutti.live.hub;

import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.ServerFrame;

/**
 * What a client relayed to others: the same one for all of them.
 *
 * @param key under which it waits, which begins with the name of the journal that its reader must follow
 * @param isMark whether it only says that others of this key are missing
 */
public record Parcel(String key, ServerFrame frame, boolean isMark) {
    /** @param key within the workspace */
    public static Parcel of(StreamId workspace, String key, ServerFrame message) {
        return new Parcel(workspace + key, message, false);
    }

    static Parcel mark(String key, ServerFrame mark) {
        return new Parcel(key, mark, true);
    }

    /** @return as how much it counts: a mark has room in any case */
    int bytes() {
        return isMark ? 0 : frame.bytes();
    }
}
