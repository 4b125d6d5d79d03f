package dev.tutti.it;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How a page is for people who cannot see it, like it dark, or have it before them on a phone. */
final class Looks {
    private static final int PHONE = 360;
    private static final String AXE = axe();

    /** All else is the same in light and dark. */
    private static final String OF_COLOURS = "['color-contrast', 'link-in-text-block']";

    /** It is off by default, as a criterion of WCAG 2.2 alone. */
    private static final String ALSO = ", rules: {'target-size': {enabled: true}}";

    private Looks() {}

    /** Nobody is kept out, in light or dark or on a phone, as far as axe can tell; and that has nothing beyond its edge. */
    static void good(Window window, String page) {
        keepsNobodyOut(window, page);
        fitsPhones(window, page);
    }

    /** Nobody is kept out, in light or dark, as far as axe can tell. */
    static void keepsNobodyOut(Window window, String page) {
        window.evaluate(AXE, "axe");
        window.prefers("light");
        looked(window, ALSO, "light " + page);
        window.prefers("dark");
        looked(window, ", runOnly: {type: 'rule', values: " + OF_COLOURS + "}", "dark " + page);
    }

    private static void looked(Window window, String how, String page) {
        window.evaluate("""
                axe.run(document, {resultTypes: ["violations"]%s}).then(({violations}) => {
                  const bad = violations.filter(({impact}) => ["serious", "critical"].includes(impact));
                  if (bad.length) {
                    throw new Error(JSON.stringify(bad.map(({id, nodes}) => [id, nodes.map(({html}) => html)])));
                  }
                })""".formatted(how), page);
    }

    private static void fitsPhones(Window window, String page) {
        window.ask(
                "Emulation.setDeviceMetricsOverride",
                Json.createObjectBuilder()
                        .add("width", PHONE)
                        .add("height", 740)
                        .add("deviceScaleFactor", 1)
                        .add("mobile", true));
        // What has a place of its own to be scrolled in may be as wide as it likes.
        window.awaits("""
                innerWidth === %d && [...document.querySelectorAll("main *, dialog *")].every((it) =>
                  it.closest(".visually-hidden, .table-frame *, pre, .board, [popover]") || it.getBoundingClientRect().right <= innerWidth)""".formatted(PHONE), Window.quoted(page));
        looked(window, ALSO, "phone " + page);
        window.ask("Emulation.clearDeviceMetricsOverride", Json.createObjectBuilder());
    }

    private static String axe() {
        try (InputStream script = Looks.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
