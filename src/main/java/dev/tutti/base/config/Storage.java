package dev.tutti.base.config;

import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the data is kept, for the one reader that cannot have {@link Settings} injected: the data source, which the
 * container creates on threads of its own.
 *
 * @param directory need not exist yet
 */
public record Storage(Path directory, Settings.Store store) {
    /** @throws IllegalStateException with one sentence for every value that cannot be used */
    public static Storage configured() {
        ClassLoader application = Storage.class.getClassLoader();
        SettingsReader reader =
                new SettingsReader(name -> ConfigProvider.getConfig(application).getOptionalValue(name, String.class));
        try {
            return reader.storage();
        } catch (IllegalStateException fault) {
            throw FailedStart.because(fault);
        }
    }
}
