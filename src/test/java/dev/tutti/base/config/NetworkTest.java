package dev.tutti.base.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A network")
class NetworkTest {
    @ParameterizedTest(name = "{0} has {1}: {2}")
    @DisplayName("has the addresses that begin as it does")
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "::ffff:192.0.2.7, 192.0.2.7, true"
    })
    void contains(String network, String address, boolean has) {
        assertEquals(
                has,
                Network.parse(network)
                        .orElseThrow()
                        .contains(Network.address(address).orElseThrow()));
    }

    @ParameterizedTest
    @DisplayName("is nothing else, and above all no name")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "abc",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0",
                "256.0.0.1",
                "::1/129",
                ":::",
                "1.2.3.4.5",
                "2001:db8::g",
                "/8",
                "10.0.0.1 ",
                "fe80::1%eth0"
            })
    void nothingElse(String text) {
        assertEquals(Optional.empty(), Network.parse(text));
    }

    @Test
    @DisplayName("is told as it is written")
    void told() {
        assertTrue(Network.parse("10.0.0.0/8").orElseThrow().toString().equals("10.0.0.0/8"));
    }
}
