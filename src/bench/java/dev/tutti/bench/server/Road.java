package dev.tutti.bench.server;

/** A way in which Tutti takes something from one to many. */
public enum Road {
    /** Published over REST, committed with its entry in the journal, one event a frame. */
    EVENT("", "custom events over REST: each a commit, one event a frame"),
    /** The same, with several events in a frame where several are due. */
    LINES("-lines", "custom events over REST: each a commit, several events a frame where several are due"),
    /** Sent over a socket to those in a room, and kept nowhere: what the peers do. */
    RELAY("-relay", "relayed to a room over the socket, kept nowhere, as the peers do"),
    /** The same, by the standard API alone. Shows what an engine of ours for a server is worth. */
    STANDARD("-standard", "relayed likewise, by the WAR without what it knows of any server: the standard API alone");

    static final String PROTOCOL = "tutti.v1";
    static final String LINES_PROTOCOL = "tutti.v1.lines";

    private final String suffix;
    private final String what;

    Road(String suffix, String what) {
        this.suffix = suffix;
        this.what = what;
    }

    public String suffix() {
        return suffix;
    }

    boolean isRelayed() {
        return this == RELAY || this == STANDARD;
    }

    String what() {
        return what;
    }
}
