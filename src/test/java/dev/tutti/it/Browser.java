package dev.tutti.it;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Chromium for the tests of one class. What a test has opened is closed behind it, and nothing in it may have failed. */
final class Browser implements AfterEachCallback, AfterAllCallback {
    private Optional<Chromium> chromium = Optional.empty();

    /** @return a window of somebody else: it shares nothing with the others. Without a Chromium the test is skipped for all to see */
    Window opens() {
        if (chromium.isEmpty()) {
            chromium = Optional.of(Chromium.starts());
        }
        return chromium.get().opens();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        chromium.ifPresent(Chromium::closesWindows);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        chromium.ifPresent(Chromium::close);
        chromium = Optional.empty();
    }
}
