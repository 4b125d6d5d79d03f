package dev.tutti.base.config;

import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the data is kept, for the one reader that cannot have {@link Settings} injected: the data source, which the
 * container creates on threads of its own.
 */
public final class DataDirectory {
    private DataDirectory() {}

    /** @return the directory, which need not exist yet */
    public static Path configured() {
        ClassLoader application = DataDirectory.class.getClassLoader();
        return new SettingsReader(name -> ConfigProvider.getConfig(application).getOptionalValue(name, String.class))
                .dataDirectory();
    }
}
