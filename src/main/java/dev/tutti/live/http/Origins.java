package dev.tutti.live.http;

import dev.tutti.base.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whose pages may connect. */
public record Origins(Settings.Door door) {
    /** Without an Origin it is a program, not a page: whatever it presents, no browser was tricked into sending it. */
    public boolean allow(HttpServletRequest request) {
        return !request.getHeaders("Origin").hasMoreElements()
                || ofPage(request).isPresent();
    }

    /** @return whether the page that makes the request says of where it is, and may connect */
    public boolean allowPage(HttpServletRequest request) {
        return ofPage(request).isPresent();
    }

    /** @return the origin of the page that makes the request, if it is one whose pages may */
    Optional<String> ofPage(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return origins.size() == 1
                ? Optional.of(origins.get(0)).filter(origin -> isListed(origin, request))
                : Optional.empty();
    }

    private boolean isListed(String origin, HttpServletRequest request) {
        // Whole, as it stands: a comparison of parts lets look-alikes in.
        String own = request.getScheme() + "://" + request.getHeader("Host");
        return origin.equals(own)
                || door.origins().contains(origin)
                || door.publicUrl().map(Origins::origin).filter(origin::equals).isPresent();
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
