package dev.tutti.live.hub;

/** How a connection ceases to follow a journal. */
public enum Departure {
    /** It was meant: its client said so, signed out, or may follow no longer. */
    LEFT,
    /** It was not: the client is expected back. */
    LOST
}
