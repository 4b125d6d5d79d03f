package dev.tutti.live.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What browsers are told about our own pages. Whatever somebody might smuggle into one would find nothing that it may do: no
 * script runs but our files, none makes markup of a text, and nothing is loaded from or told to another place.
 *
 * @param publicUrl the address at which people reach the server, where that is known
 */
record PageRules(Optional<URI> publicUrl) {
    /** The only thing in a page that is no file of its own: browsers take an import map in no other way. */
    static final String IMPORT_MAP = "sha256-itcD3J4YvC7o2T/3j+MgEnPjV8NsyDq2Lk3f4dQR7W0=";

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Content-Security-Policy", policy(),
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "Cross-Origin-Opener-Policy", "same-origin"));
        if (isSecure()) {
            // Of this host alone: what other names there are beside it, and over what they are reached, is not ours to
            // say.
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return Map.copyOf(headers);
    }

    private String policy() {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' '" + IMPORT_MAP + "'",
                "style-src 'self'",
                "img-src 'self' data:",
                "connect-src 'self'" + socket().map(place -> " " + place).orElse(""),
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    /** For browsers to which a socket to one's own server is another place than one's own. */
    private Optional<String> socket() {
        return publicUrl
                .filter(url -> url.getHost() != null)
                .map(url -> (isSecure() ? "wss" : "ws") + "://" + url.getRawAuthority());
    }

    private boolean isSecure() {
        return publicUrl
                .filter(url -> "https".equalsIgnoreCase(url.getScheme()))
                .isPresent();
    }
}
