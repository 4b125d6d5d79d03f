package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls from addresses of the loopback network that nobody else uses, so that no other test is kept out. */
@DisplayName("Who signs in with wrong passwords (E9)")
class LoginLimitsIT extends ServerIT {
    private static final String WRONG = "incorrect horse";

    private final Person ada = Person.registers("Ada");
    private final String here = address();
    private final String elsewhere = address();

    @Test
    @DisplayName("is refused after five failures, the right password included, and whether or not there is an account")
    void pair() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
        for (String email : new String[] {ada.email, nobody}) {
            IntStream.range(0, 5)
                    .forEach(i -> assertEquals(401, login(here, email, WRONG).status()));

            RawSocket refused = login(here, email, Person.PASSWORD);
            assertEquals(429, refused.status());
            int wait = Integer.parseInt(refused.header("Retry-After").orElseThrow());
            assertTrue(wait > 800 && wait <= 900, "Retry-After: " + wait);
            assertEquals(Optional.of("application/problem+json"), refused.header("Content-Type"));
        }

        assertEquals(200, login(elsewhere, ada.email, Person.PASSWORD).status());
        assertEquals(429, login(here, ada.email, Person.PASSWORD).status());
    }

    @Test
    @DisplayName("begins anew after a success")
    void success() {
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, 4)
                    .forEach(
                            i -> assertEquals(401, login(here, ada.email, WRONG).status()));
            assertEquals(200, login(here, ada.email, Person.PASSWORD).status());
        }
    }

    @Test
    @DisplayName("is refused after fifty failures with any accounts, and a forwarding header does not help")
    void perAddress() {
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    401,
                    login(here, "someone-" + UUID.randomUUID() + "@example.org", WRONG)
                            .status());
        }

        assertEquals(429, login(here, ada.email, Person.PASSWORD).status());
        assertEquals(
                429,
                login(here, ada.email, Person.PASSWORD, "X-Forwarded-For: " + elsewhere)
                        .status());
        assertEquals(200, login(elsewhere, ada.email, Person.PASSWORD).status());
    }

    private static RawSocket login(String from, String email, String password, String... headers) {
        byte[] body = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(email, password)
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST " + BASE.getPath() + "api/auth/login HTTP/1.1\r\nHost: ")
                .append(BASE.getAuthority())
                .append("\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (Socket socket =
                new Socket(InetAddress.getByName(BASE.getHost()), BASE.getPort(), InetAddress.getByName(from), 0)) {
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new RawSocket(socket);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String address() {
        Random random = new Random();
        return "127." + (1 + random.nextInt(250)) + "." + random.nextInt(250) + "." + (2 + random.nextInt(250));
    }
}
