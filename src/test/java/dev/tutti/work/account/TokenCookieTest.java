package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.config.ChosenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token's cookie")
class TokenCookieTest {
    private static final String ALWAYS = "wsToken=t; Path=/tutti; Max-Age=9; HttpOnly; SameSite=Strict";

    @Test
    @DisplayName("is Secure when the request is, or when people reach us by https through a proxy")
    void secure() {
        assertEquals(ALWAYS + "; Secure", cookie(true, "http://tutti.example"));
        assertEquals(ALWAYS + "; Secure", cookie(false, "https://tutti.example"));
        assertEquals(ALWAYS, cookie(false, "http://tutti.example"));
    }

    private static String cookie(boolean secure, String publicUrl) {
        TokenCookie cookie = new TokenCookie();
        cookie.settings = ChosenSettings.of("TUTTI_PUBLIC_URL", publicUrl);
        return cookie.of("t", 9, request(secure));
    }

    private static HttpServletRequest request(boolean secure) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TokenCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isSecure" -> secure;
                    case "getContextPath" -> "/tutti";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
