package dev.tutti.live.protocol;

import java.time.Duration;
import java.util.Locale;

/**
 * Why a connection ends, and so what its client does next. The numbers from 4000 to 4499 say "come back", those from
 * 4500 on say "stop" (PROTOCOL.md, section 6).
 */
public enum CloseCode {
    GOING_AWAY(1001, Next.COME_BACK_LATER),
    PROTOCOL_ERROR(1002, Next.COME_BACK),
    POLICY(1008, Next.STOP),
    TOO_BIG(1009, Next.COME_BACK),
    SERVER_FAULT(1011, Next.COME_BACK),
    RESTART(1012, Next.COME_BACK_LATER),
    UNAUTHENTICATED(4001, Next.REFRESH_TOKEN),
    INVALID_TOKEN(4002, Next.REFRESH_TOKEN),
    TOO_MANY_CONNECTIONS(4003, Next.COME_BACK_LATER, Duration.ofSeconds(30)),
    NO_PROGRESS(4008, Next.COME_BACK),
    TOO_MANY_MESSAGES(4029, Next.COME_BACK_LATER, Duration.ofSeconds(10)),
    PROTOCOL_VIOLATED(4500, Next.STOP),
    SIGNED_OUT(4503, Next.STOP);

    /** What the client does. */
    public enum Next {
        /** Connects again, after a random pause that grows. */
        COME_BACK,
        /** Connects again, not before the time it was told. */
        COME_BACK_LATER,
        /** Fetches a new token first. */
        REFRESH_TOKEN,
        /** Leaves it to a person. */
        STOP
    }

    private final int code;
    private final Next next;
    private final Duration absence;
    private final String word = name().toLowerCase(Locale.ROOT);

    CloseCode(int code, Next next) {
        this(code, next, Duration.ZERO);
    }

    CloseCode(int code, Next next, Duration absence) {
        this.code = code;
        this.next = next;
        this.absence = absence;
    }

    public int code() {
        return code;
    }

    /** @return the same for people and for those who count */
    public String word() {
        return word;
    }

    public Next next() {
        return next;
    }

    /** @return how long its client stays away at least, unless it is told when to come back */
    public Duration absence() {
        return absence;
    }
}
