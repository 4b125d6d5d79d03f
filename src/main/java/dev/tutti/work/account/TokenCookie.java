package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The access token as a cookie, for pages that cannot send a header: an {@code EventSource}, a socket from a plain
 * page. Scripts cannot read it, and no other site's page makes the browser send it.
 */
@ApplicationScoped
class TokenCookie {
    @Inject
    Settings settings;

    /**
     * @param life in seconds; the cookie ends with its token
     * @return the value of a {@code Set-Cookie} header, written here because one server adds attributes of its own
     */
    String of(String accessToken, long life, HttpServletRequest request) {
        String path = request.getContextPath().isEmpty() ? "/" : request.getContextPath();
        return Tokens.COOKIE + "=" + accessToken + "; Path=" + path + "; Max-Age=" + life
                + "; HttpOnly; SameSite=Strict" + (isSecure(request) ? "; Secure" : "");
    }

    /** @return the same cookie, already over, so that the browser forgets it */
    String cleared(HttpServletRequest request) {
        return of("", 0, request);
    }

    /** Where a proxy ends TLS, the request is plain when it comes to us: then what people type in is what counts. */
    private boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || settings.door()
                        .publicUrl()
                        .filter(address -> "https".equalsIgnoreCase(address.getScheme()))
                        .isPresent();
    }
}
