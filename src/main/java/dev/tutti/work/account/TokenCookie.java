package dev.tutti.work.account;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The access token as a cookie, for pages that cannot send a header: an {@code EventSource}, a socket from a plain
 * page. Scripts cannot read it, and no other site's page makes the browser send it.
 */
final class TokenCookie {
    static final String NAME = "wsToken";

    private TokenCookie() {}

    /**
     * @param life in seconds; the cookie ends with its token
     * @return the value of a {@code Set-Cookie} header, written here because one server adds attributes of its own
     */
    static String of(String accessToken, long life, HttpServletRequest request) {
        String path = request.getContextPath().isEmpty() ? "/" : request.getContextPath();
        return NAME + "=" + accessToken + "; Path=" + path + "; Max-Age=" + life + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : "");
    }

    /** @return the same cookie, already over, so that the browser forgets it */
    static String cleared(HttpServletRequest request) {
        return of("", 0, request);
    }
}
