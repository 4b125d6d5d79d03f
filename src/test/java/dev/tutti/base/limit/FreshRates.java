package dev.tutti.base.limit;

import dev.tutti.base.config.Settings;
import java.time.Clock;

/** Rates that nobody has used yet, where there is no container to open them. */
public final class FreshRates {
    private FreshRates() {}

    public static Rates of(Settings settings, Clock clock) {
        Rates rates = new Rates();
        rates.settings = settings;
        rates.clock = clock;
        rates.open();
        return rates;
    }
}
