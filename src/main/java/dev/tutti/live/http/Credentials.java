package dev.tutti.live.http;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a request shows of who makes it, in whatever kind of request it comes.
 *
 * @param headers the values of a header, by its name in any case
 * @param parameters the values of a parameter of the address
 */
public record Credentials(Function<String, List<String>> headers, Function<String, List<String>> parameters) {
    private static final String SCHEME = "Bearer ";

    public static Credentials of(HttpServletRequest request) {
        return new Credentials(name -> Collections.list(request.getHeaders(name)), name -> Stream.ofNullable(
                        request.getParameterValues(name))
                .flatMap(Stream::of)
                .toList());
    }

    /** @return the token of the {@code Authorization} header */
    public Optional<String> bearer() {
        return headers.apply("Authorization").stream()
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .findFirst();
    }

    public Optional<String> parameter(String name) {
        return parameters.apply(name).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** A cookie comes along from any page; only an Origin, which {@link Origins} has checked, makes it count. */
    public Optional<String> cookie() {
        return headers.apply("Origin").isEmpty() ? Optional.empty() : anyCookie();
    }

    /** A page's plain requests to its own server carry no Origin; then the browser says that the page is our own. */
    private Optional<String> cookieOfOwnPage() {
        return headers.apply("Sec-Fetch-Site").equals(List.of("same-origin")) ? anyCookie() : Optional.empty();
    }

    private Optional<String> anyCookie() {
        return headers.apply("Cookie").stream()
                .flatMap(value -> Stream.of(value.split(";")))
                .map(String::strip)
                .filter(value -> value.startsWith(Tokens.COOKIE + "="))
                .map(value -> value.substring(Tokens.COOKIE.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** @return what came of the bearer token, the ticket or the cookie: the first that is there is the one that counts */
    Admission admission(Authenticator authenticator) {
        return admission(authenticator, authenticator::byToken);
    }

    /** @return the same, where the bearer token may be the key of an integration */
    Admission admissionWithKeys(Authenticator authenticator) {
        return admission(authenticator, authenticator::byTokenOrKey);
    }

    private Admission admission(Authenticator authenticator, Function<String, Admission> ofBearer) {
        return bearer().map(ofBearer)
                .or(() -> parameter("ticket").map(authenticator::byTicket))
                .or(() -> cookie().or(this::cookieOfOwnPage).map(authenticator::byToken))
                .orElseGet(() -> authenticator.byToken(""));
    }
}
