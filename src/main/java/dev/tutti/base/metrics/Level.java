package dev.tutti.base.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How things are at the moment that somebody looks, and not before: nobody keeps account meanwhile. A constant
 * {@code SOMETHING} is read as {@code tutti_something}.
 */
public enum Level {
    CONNECTIONS("Connections there are, those that are closing among them", "transport"),
    CONNECTIONS_BEHIND("Connections that read on from a journal because they have not kept up"),
    FEEDS("Journals that are followed on this node"),
    OUTBOX_FRAMES("Frames that wait to be sent, of all connections"),
    OUTBOX_BYTES("Bytes of them"),
    OUTBOX_FRAMES_MOST("Frames that wait for the one connection with the most"),
    CATCH_UPS_WAITING("Pages of journals that wait to be read for those who are behind"),
    BUS_STATE("1 for how it is with the other nodes, 0 for how it is not", "state"),
    WEBHOOKS_PAUSED("Webhooks that are not tried any more, of all nodes"),
    WEBHOOK_LAG_ENTRIES("How many entries the slowest webhook that is not paused is behind, of all nodes"),
    TRANSACTIONS("Transactions under way, or about to begin"),
    TRANSACTIONS_WAITING("Transactions that wait for their turn to begin");

    /** Told where there is no label. */
    private static final String ONLY = "";

    private volatile Supplier<Map<String, Long>> reading = Map::of;

    Level(String help, String... labels) {
        GaugeWithCallback.builder()
                .name("tutti_" + name().toLowerCase(Locale.ROOT))
                .help(help)
                .labelNames(labels)
                .callback(callback -> reading.get().forEach((word, value) -> {
                    if (labels.length == 0) {
                        callback.call(value);
                    } else {
                        callback.call(value, word);
                    }
                }))
                .register(Exposition.REGISTRY);
    }

    /** From now on it is read here. */
    public void isReadFrom(LongSupplier source) {
        reading = () -> Map.of(ONLY, source.getAsLong());
    }

    /** From now on it is read here, told apart by words. */
    public void isReadFrom(Supplier<Map<String, Long>> source) {
        reading = source;
    }
}
