package dev.tutti.base.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every limit that can be set, and how often it struck: refused something, ended it, dropped it or let it wait. A constant
 * is named like its setting, without the {@code TUTTI_}.
 */
public enum Limit {
    DB_STATEMENT_SECONDS,
    DB_CONNECTIONS,
    DB_TURN_MILLIS,
    PASSWORD_HASHING,
    PASSWORDS_WAITING,
    LOGIN_FAILURES("LOGIN_WINDOW_SECONDS"),
    LOGIN_FAILURES_PER_ADDRESS,
    CONNECTIONS_PER_USER,
    STREAMS_PER_USER,
    POLLS_PER_USER,
    CONNECTIONS,
    CONNECTIONS_PER_SECOND,
    PROBE_MILLIS,
    BODY_BYTES,
    FRAME_BYTES,
    FRAMES_PER_SECOND("FRAME_BURST"),
    COMMANDS_WAITING,
    BAD_JSON_PER_MINUTE,
    WRONG_IDS_PER_MINUTE,
    JOINS_PER_CONNECTION,
    IDEMPOTENCY_WAIT_MILLIS,
    FILTERS_PER_PERSON,
    CHAT_ROOMS,
    REACTION_EMOJIS,
    REACTIONS,
    QUEUE_FRAMES,
    QUEUE_BYTES,
    STALL_SECONDS,
    PONG_SECONDS,
    MESSAGE_SECONDS,
    GOODBYE_SECONDS,
    TOKEN_GRACE_SECONDS,
    TYPING_MILLIS,
    SIGNAL_MILLIS,
    SIGNAL_BYTES,
    SIGNAL_LIFE_SECONDS,
    ROOMS_PER_CONNECTION,
    ROOM_NAME_CHARS,
    BINARY_FRAMES_PER_SECOND("BINARY_FRAME_BURST"),
    BINARY_BYTES_PER_SECOND("BINARY_BYTE_BURST"),
    BINARY_QUEUE_FRAMES,
    BINARY_QUEUE_BYTES,
    RETENTION_ENTRIES("RETENTION_DAYS"),
    INVITE_HOURS_AT_MOST,
    INVITES_PER_WORKSPACE,
    KEYS_PER_WORKSPACE,
    EVENT_BYTES,
    WEBHOOKS_PER_WORKSPACE,
    WEBHOOK_ANSWER_SECONDS,
    WEBHOOK_TRIES,
    WEBHOOKS_AT_ONCE,
    WRITES_PER_SECOND("WRITE_BURST"),
    SEARCHES_PER_MINUTE,
    SIGN_INS_PER_MINUTE_PER_ADDRESS,
    INVITES_PER_HOUR,
    JOINS_PER_MINUTE,
    CONNECTIONS_PER_MINUTE_PER_USER,
    CHECKUPS_PER_MINUTE,
    KEY_CALLS_PER_SECOND("KEY_CALL_BURST"),
    CALLS_PER_SECOND_PER_ADDRESS("CALL_BURST_PER_ADDRESS"),
    FILES_AT_ONCE,
    EXPORTS_AT_ONCE,
    FILE_SECONDS,
    IMPORT_BYTES,
    IMPORT_ROWS,
    IMPORT_DEPTH;

    private static final String PREFIX = "TUTTI_";

    /** Not among the constants above, whose constructors run first. */
    private static final class Family {
        static final Counter COUNTER = Counter.builder()
                .name("tutti_limits_struck")
                .help("How often each limit refused, ended, dropped or delayed something, by its setting")
                .labelNames("limit")
                .withoutExemplars()
                .register(Exposition.REGISTRY);
    }

    private final Set<String> settings = new TreeSet<>();
    private final CounterDataPoint strikes;

    /** @param partners settings of the same limit, such as the burst of a rate */
    Limit(String... partners) {
        settings.add(setting());
        for (String partner : partners) {
            settings.add(PREFIX + partner);
        }
        strikes = Family.COUNTER.labelValues(setting());
    }

    /** It struck. */
    public void struck() {
        strikes.inc();
    }

    public void struck(long times) {
        strikes.inc(times);
    }

    /** @return how often it has */
    public long strikes() {
        return strikes.getLongValue();
    }

    /** @return the variable by which it is known */
    public String setting() {
        return PREFIX + name();
    }

    /** @return the variables that make it */
    public Set<String> settings() {
        return Set.copyOf(settings);
    }
}
