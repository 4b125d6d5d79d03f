package dev.tutti.base.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where a request comes from (A13)")
class AddressesTest {
    private final Addresses addresses = new Addresses();

    @Test
    @DisplayName("is the other end of its connection, whatever it says, where no proxy is trusted")
    void nobodyTrusted() {
        trust("");

        assertEquals("192.0.2.1", of("192.0.2.1"));
        assertEquals("192.0.2.1", of("192.0.2.1", "203.0.113.9"));
        assertEquals("127.0.0.1", of("127.0.0.1", "203.0.113.9"));
    }

    @Test
    @DisplayName("is whom a trusted proxy names, and not what was claimed to the proxy")
    void trusted() {
        trust("10.0.0.0/8, 2001:db8:1::/48");

        assertEquals("203.0.113.9", of("10.1.2.3", "203.0.113.9"));
        assertEquals("203.0.113.9", of("10.1.2.3", "127.0.0.1, 10.9.9.9, 203.0.113.9"));
        assertEquals("203.0.113.9", of("10.1.2.3", "198.51.100.7, 203.0.113.9, 10.9.9.9"));
        assertEquals("203.0.113.9", of("10.1.2.3", "198.51.100.7", "203.0.113.9,10.9.9.9"));
        assertEquals("2001:db8:2:0:0:0:0:5", of("2001:db8:1::7", "2001:db8:2::5"));
        assertEquals("192.0.2.1", of("192.0.2.1", "203.0.113.9"));
        assertTrue(addresses.isProxied(request("10.1.2.3")));
        assertFalse(addresses.isProxied(request("192.0.2.1")));
    }

    @Test
    @DisplayName("is the proxy itself where it says nothing that could be an address, or trusted ones only")
    void unusable() {
        trust("10.0.0.0/8");

        assertEquals("10.1.2.3", of("10.1.2.3"));
        for (String claim : List.of("", "unknown", "_hidden", "evil.example", "abc", "203.0.113", "203.0.113.9, ,")) {
            assertEquals("10.1.2.3", of("10.1.2.3", claim), claim);
        }
        assertEquals("10.9.9.9", of("10.1.2.3", "10.8.8.8, unknown, 10.9.9.9"));
        assertEquals("10.8.8.8", of("10.1.2.3", "10.8.8.8"));
    }

    @Test
    @DisplayName("is found beside a port and a zone")
    void decorated() {
        trust("10.0.0.0/8");

        assertEquals("203.0.113.9", of("10.1.2.3", "203.0.113.9:4711"));
        assertEquals("2001:db8:0:0:0:0:0:5", of("10.1.2.3", "[2001:db8::5]:4711"));
        assertEquals("2001:db8:0:0:0:0:0:5", of("10.1.2.3", "[2001:db8::5]"));
        assertEquals("203.0.113.9", of("::ffff:10.1.2.3", "203.0.113.9"));
    }

    @Test
    @DisplayName("is one place for a whole network of IPv6")
    void place() {
        assertEquals(Addresses.place("2001:db8::1"), Addresses.place("2001:DB8:0:0:ffff::2"));
        assertEquals(Addresses.place("fe80::1%eth0"), Addresses.place("fe80::2"));
        assertNotEquals(Addresses.place("2001:db8::1"), Addresses.place("2001:db8:0:1::1"));
        assertEquals("192.0.2.1", Addresses.place("192.0.2.1"));
        assertEquals("192.0.2.1", Addresses.place("::ffff:192.0.2.1"));
    }

    private void trust(String proxies) {
        addresses.settings = ChosenSettings.of("TUTTI_TRUSTED_PROXIES", proxies);
    }

    private String of(String peer, String... forwarded) {
        return addresses.of(request(peer, forwarded));
    }

    private static HttpServletRequest request(String peer, String... forwarded) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                AddressesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getHeaders" -> Collections.enumeration(List.of(forwarded));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
