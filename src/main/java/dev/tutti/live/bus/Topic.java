package dev.tutti.live.bus;

/** What a message is about. Their order is how they travel: add at the end. */
public enum Topic {
    /** There is something new in the journal: its number. */
    HINT,
    /** Something for all who follow that is worth nothing a moment later. */
    WHISPER,
    /** The same for those in a room. */
    ROOM_WHISPER,
    /** Who is there. */
    PRESENCE,
    /** Who is in which room. */
    ROOMS,
    /** Bytes for those in a room. */
    RELAY,
    /** How many connections somebody has. */
    SEATS,
    /** Whether those connections are still there. */
    PROBE,
    /** How it is with a node. */
    NUMBERS,
    /** Which connections a node has, and that one of them is to end. */
    INSPECTION
}
