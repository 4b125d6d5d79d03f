package dev.tutti.base.outward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An address that somebody has written down")
class DestinationTest {
    @Test
    @DisplayName("is taken apart as it stands there")
    void parsed() {
        assertEquals(
                Optional.of(new Destination(true, "hooks.example", 443, "/")),
                Destination.parse("https://hooks.example"));
        assertEquals(
                Optional.of(new Destination(true, "hooks.example", 8443, "/a%20b?c=d&e")),
                Destination.parse("HTTPS://hooks.example:8443/a%20b?c=d&e"));
        Destination six = Destination.parse("http://[2001:db8::1]/x").orElseThrow();
        assertEquals("2001:db8::1", six.host());
        assertEquals("[2001:db8::1]", six.authority());
        assertEquals(
                "hooks.example:8080",
                Destination.parse("http://hooks.example:8080").orElseThrow().authority());
    }

    @Test
    @DisplayName("is none with a password, a fragment, another scheme, white space or a line end")
    void refused() {
        for (String wrong : List.of(
                "",
                "hooks.example",
                "ftp://hooks.example/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:secret@hooks.example/",
                "https://hooks.example/#here",
                "https://hooks.example/a b",
                "https://hooks.example/\r\nHost: other",
                "https://hooks.example:0/",
                "https://hooks.example:99999/",
                "https://hooks.exämple/",
                "https://hooks.example/" + "x".repeat(2_000))) {
            assertEquals(Optional.empty(), Destination.parse(wrong), wrong);
        }
    }
}
