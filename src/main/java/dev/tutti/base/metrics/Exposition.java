package dev.tutti.base.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** All that is counted and measured, as those who watch read it: OpenMetrics text. */
public final class Exposition {
    public static final String MEDIA_TYPE = "application/openmetrics-text;version=1.0.0;charset=utf-8";

    /** Ours alone: the library's own would be shared with whatever else in the WAR finds it. */
    static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

    private Exposition() {}

    /** Writes everything, what has not happened yet included. */
    public static void write(OutputStream out) throws IOException {
        all();
        OpenMetricsTextFormatWriter.builder().build().write(out, REGISTRY.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    /** Makes those that nobody has used yet. */
    static void all() {
        Machine.isThere();
        Count.values();
        Limit.values();
        Level.values();
        Distribution.values();
    }

    /** The virtual machine and its process. Apart, so that whoever counts does not depend on what can be known of them. */
    private static final class Machine {
        static {
            // Only what is looked up when somebody asks. The others listen, which would keep our class loader after we
            // are gone.
            JvmMemoryMetrics.builder().register(REGISTRY);
            JvmGarbageCollectorMetrics.builder().register(REGISTRY);
            JvmThreadsMetrics.builder().register(REGISTRY);
            JvmClassLoadingMetrics.builder().register(REGISTRY);
            ProcessMetrics.builder().register(REGISTRY);
        }

        static void isThere() {
            // made by being asked for
        }
    }
}
