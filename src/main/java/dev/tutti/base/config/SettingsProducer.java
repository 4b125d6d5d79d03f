package dev.tutti.base.config;

import dev.tutti.base.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hands the settings and the clock to whoever injects them. */
@ApplicationScoped
class SettingsProducer {
    private static final System.Logger LOG = Log.of(Settings.class);

    @Produces
    @Singleton
    Settings settings() {
        SettingsReader reader =
                new SettingsReader(name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
        Settings settings;
        try {
            settings = reader.read();
        } catch (IllegalStateException fault) {
            throw FailedStart.because(fault);
        }
        LOG.log(System.Logger.Level.INFO, "Settings in force:" + reader.report());
        return settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
