package dev.tutti.base.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens, by how often it has since the start. A constant {@code SOMETHING} is read as
 * {@code tutti_something_total}.
 *
 * <p>Constants, and not beans: what has to be counted happens in places that no container makes. There is one copy for each
 * deployment, as of all our classes, and it goes with it.
 */
public enum Count {
    HANDSHAKES("What came of those who wanted to connect", "transport", "outcome"),
    CONNECTIONS_CLOSED("Connections that ended, by the code that they were or would be closed with", "code"),
    SLOW_CONSUMERS_CLOSED("Connections that were ended because they took nothing, or did not read their answers"),
    JOINS("Journals joined: anew, from a position, or with a gap after it", "outcome"),
    RESETS("Clients told to start from a snapshot", "reason"),
    DELIVERIES("Entries of journals handed to the transport of a connection"),
    RELAYED_FRAMES("Binary frames handed to the transport of a connection"),
    CATCH_UPS("Pages of a journal read for one connection that was behind"),
    CATCH_UP_ENTRIES("Entries on those pages"),
    COMMITS("Entries committed on this node", "journal"),
    HINTS_SENT("Hints given to the bus"),
    HINTS_HEARD("Hints heard from other nodes"),
    HEALS("Looks at the heads that found entries of which nothing had told"),
    HEALED_ENTRIES("Entries told because of those looks"),
    BUS_DROPPED("Messages to other nodes that were not sent, because too many waited"),
    BUS_MISSED("Holes in what other nodes said about a journal"),
    BUS_FOREIGN("Messages on the bus that no node of ours had said"),
    BUS_LOST("Times that the bus was lost"),
    WEBHOOK_POSTS("Messages posted to webhooks, by what came of it", "outcome"),
    WEBHOOK_RETRIES("Webhooks that were tried again with what was not taken before"),
    COMMANDS("Messages of clients that were carried out or refused"),
    REFUSALS("Refusals and faults, by their error code", "over", "code"),
    AUTHENTICATION_FAILURES("Credentials that were not accepted", "reason"),
    DATABASE_BUSY("Answers that the database was busy or away, by its SQL state", "state"),
    DATABASE_DOUBTS("Commits of which the database did not say whether they took place"),
    DATABASE_RETRIES("Transactions that were tried again");

    /** What a name may be told apart by, so that nobody can make us remember without end. */
    private static final int MOST_WORDS = 100;

    private static final String OTHERS = "other";

    private final Counter counter;
    private final int labels;
    private final Map<String, CounterDataPoint> points = new ConcurrentHashMap<>();

    Count(String help, String... labels) {
        this.labels = labels.length;
        counter = Counter.builder()
                .name("tutti_" + name().toLowerCase(Locale.ROOT))
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(Exposition.REGISTRY);
        if (labels.length == 0) {
            points.put("", counter);
        }
    }

    public void up() {
        counter.inc();
    }

    public void up(long by) {
        counter.inc(by);
    }

    /** @param word one of few, never something that a client has written */
    public void up(String word) {
        CounterDataPoint known = points.get(word);
        if (known == null) {
            known = point(word, word);
        }
        known.inc();
    }

    /** The same for a name that is told apart by two. */
    public void up(String first, String second) {
        point(first + ' ' + second, first, second).inc();
    }

    /** @return how often it has happened, with these words where there are any */
    public long soFar(String... words) {
        CounterDataPoint point = points.get(String.join(" ", words));
        return point == null ? 0 : point.getLongValue();
    }

    /** Something is to be read of it, though nothing has happened yet. */
    void seen() {
        if (labels > 0) {
            point(OTHERS, Collections.nCopies(labels, OTHERS).toArray(String[]::new));
        }
    }

    private CounterDataPoint point(String key, String... words) {
        CounterDataPoint known = points.get(key);
        if (known != null) {
            return known;
        }
        boolean many = points.size() >= MOST_WORDS;
        return many
                ? counter.labelValues(Collections.nCopies(labels, OTHERS).toArray(String[]::new))
                : points.computeIfAbsent(key, first -> counter.labelValues(words));
    }
}
