package dev.tutti.base.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings as they are read from the given variables and from nothing else, for tests. */
public final class ChosenSettings {
    private ChosenSettings() {}

    /** @param namesAndValues {@code "TUTTI_TOKEN_ISSUER", "somebody", ...}; the rest has its defaults */
    public static Settings of(String... namesAndValues) {
        Map<String, String> chosen = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            chosen.put(namesAndValues[i].toLowerCase(Locale.ROOT).replace('_', '.'), namesAndValues[i + 1]);
        }
        return new SettingsReader(name -> Optional.ofNullable(chosen.get(name))).read();
    }
}
