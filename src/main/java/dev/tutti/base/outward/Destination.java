package dev.tutti.base.outward;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An address on the web to which something may be sent.
 *
 * @param secure whether over TLS
 * @param host a name, or an IP address without brackets
 * @param target path and query, as they stand in a request
 */
public record Destination(boolean secure, String host, int port, String target) {
    private static final int MOST_CHARS = 2_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65_535;

    /** @return the destination; empty for what is no address with {@code http} or {@code https}, or holds a password */
    public static Optional<Destination> parse(String text) {
        if (text.length() > MOST_CHARS || !text.matches("[\\x21-\\x7E]+")) {
            return Optional.empty();
        }
        try {
            return of(new URI(text));
        } catch (URISyntaxException misspelt) {
            return Optional.empty();
        }
    }

    private static Optional<Destination> of(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean usable = (secure || "http".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && url.getPort() != 0
                && url.getPort() <= LAST_PORT;
        if (!usable) {
            return Optional.empty();
        }
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        int usual = secure ? HTTPS : HTTP;
        return Optional.of(new Destination(secure, host, url.getPort() < 0 ? usual : url.getPort(), target));
    }

    /** @return what a request says that it is for */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }
}
