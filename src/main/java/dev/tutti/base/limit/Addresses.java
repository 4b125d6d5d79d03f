package dev.tutti.base.limit;

import dev.tutti.base.config.Network;
import dev.tutti.base.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where requests come from: the other end of the connection, or, where that is a proxy that is trusted, whom it has the request
 * from. What stands before that in {@code X-Forwarded-For} is anybody's claim.
 */
@ApplicationScoped
public class Addresses {
    /** What one household or server has of an IPv6 address; the rest it chooses as it likes. */
    private static final int NETWORK_BYTES = 8;
    /** More than any real chain of proxies. */
    private static final int HOPS = 32;

    private static final Pattern ZONE = Pattern.compile("%.*");
    /** Some proxies tell the port too. */
    private static final Pattern PORT = Pattern.compile("^(?:\\[([^]]*)](?::\\d+)?|([\\d.]+):\\d+)$");

    @Inject
    Settings settings;

    public String of(HttpServletRequest request) {
        // One server has none for a connection that is gone already.
        String nearest = Optional.ofNullable(request.getRemoteAddr()).orElse("");
        List<String> hops = hops(request);
        for (int i = hops.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            Optional<InetAddress> before = parse(hops.get(i));
            if (before.isEmpty()) {
                return nearest;
            }
            nearest = before.get().getHostAddress();
        }
        return nearest;
    }

    /** @return whether the other end of the connection is a proxy that is trusted */
    public boolean isProxied(HttpServletRequest request) {
        return isTrusted(Optional.ofNullable(request.getRemoteAddr()).orElse(""));
    }

    /** @return what stands for all addresses that are one household's or server's */
    public static String place(String address) {
        return parse(address)
                .map(it -> it instanceof Inet6Address six
                        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                        : it.getHostAddress())
                .orElse(address);
    }

    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        for (String value : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            Stream.of(value.split(",", -1)).map(String::strip).forEach(hops::add);
        }
        return hops.subList(Math.max(0, hops.size() - HOPS), hops.size());
    }

    private boolean isTrusted(String address) {
        List<Network> proxies = settings.rates().proxies();
        return parse(address)
                .filter(it -> proxies.stream().anyMatch(proxy -> proxy.contains(it)))
                .isPresent();
    }

    private static Optional<InetAddress> parse(String text) {
        return Network.address(
                ZONE.matcher(PORT.matcher(text).replaceFirst("$1$2")).replaceFirst(""));
    }
}
