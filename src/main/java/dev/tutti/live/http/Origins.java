package dev.tutti.live.http;

import dev.tutti.base.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;

/** Whose pages may connect. */
public record Origins(Settings.Door door) {
    /** Without an Origin it is a program, not a page: whatever it presents, no browser was tricked into sending it. */
    public boolean allow(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        if (origins.isEmpty()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        // Whole, as it stands: a comparison of parts lets look-alikes in.
        String origin = origins.get(0);
        String own = request.getScheme() + "://" + request.getHeader("Host");
        return origin.equals(own)
                || door.origins().contains(origin)
                || door.publicUrl().map(Origins::origin).filter(origin::equals).isPresent();
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
