package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Failed sign-ins (E9)")
class FailedLoginsTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";
    private static final String RIGHT = "correct horse";

    private final FrontDoor door = new FrontDoor("TUTTI_LOGIN_FAILURES_PER_ADDRESS", "12");

    @BeforeEach
    void register() {
        door.register("ada@example.com");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("five for an account from one address, and even the right password has to wait there")
    void fivePerPair() {
        fail(5, "ada@example.com", HERE);

        assertEquals(Optional.of(Duration.ofMinutes(15)), refused("ada@example.com", HERE));
        assertEquals(Optional.of(Duration.ofMinutes(15)), refused(" ADA@example.com", HERE));
    }

    @Test
    @DisplayName("do not keep the account's owner out elsewhere, nor anybody else here")
    void victim() {
        door.register("bob@example.com");
        fail(5, "ada@example.com", HERE);

        assertTrue(succeeds("ada@example.com", ELSEWHERE));
        assertTrue(succeeds("bob@example.com", HERE));
    }

    @Test
    @DisplayName("are answered alike for an account that nobody has")
    void nobody() {
        fail(5, "nobody@example.com", HERE);
        fail(5, "ada@example.com", HERE);

        assertEquals(
                refusal("ada@example.com", HERE).getMessage(),
                refusal("nobody@example.com", HERE).getMessage());
        assertEquals(refused("ada@example.com", HERE), refused("nobody@example.com", HERE));
    }

    @Test
    @DisplayName("from one address count together, whatever the accounts")
    void perAddress() {
        IntStream.range(0, 12).forEach(i -> fail(1, "someone" + i + "@example.com", HERE));

        assertEquals(Optional.of(Duration.ofMinutes(15)), refused("ada@example.com", HERE));
        assertTrue(succeeds("ada@example.com", ELSEWHERE));
    }

    @Test
    @DisplayName("count together on all nodes, and are refused on each")
    void nodes() {
        try (FrontDoor other = door.onAnotherNode()) {
            fail(3, "ada@example.com", HERE);
            for (int i = 0; i < 2; i++) {
                assertThrows(
                        Problem.Unauthenticated.class,
                        () -> other.logins.login(
                                new Login("ada@example.com", "wrong horse", false), HERE, FrontDoor.LAPTOP));
            }

            refused("ada@example.com", HERE);
            assertThrows(
                    Problem.NotNow.class,
                    () -> other.logins.login(new Login("ada@example.com", RIGHT, false), HERE, FrontDoor.LAPTOP));
        }
    }

    @Test
    @DisplayName("count for fifteen minutes each, and tries that were refused make it no longer")
    void window() {
        fail(1, "ada@example.com", HERE);
        door.clock.advance(Duration.ofMinutes(10));
        fail(4, "ada@example.com", HERE);
        for (int minute = 0; minute < 5; minute++) {
            assertEquals(Optional.of(Duration.ofMinutes(5 - minute)), refused("ada@example.com", HERE));
            door.clock.advance(Duration.ofMinutes(1));
        }

        fail(1, "ada@example.com", HERE);
        assertEquals(Optional.of(Duration.ofMinutes(10)), refused("ada@example.com", HERE));
        door.clock.advance(Duration.ofMinutes(10));
        assertTrue(succeeds("ada@example.com", HERE));
    }

    @Test
    @DisplayName("are forgiven by a success, for that account and address")
    void success() {
        fail(4, "ada@example.com", HERE);
        fail(4, "ada@example.com", ELSEWHERE);
        assertTrue(succeeds("ada@example.com", HERE));

        fail(4, "ada@example.com", HERE);
        assertTrue(succeeds("ada@example.com", HERE));
        fail(1, "ada@example.com", ELSEWHERE);
        refused("ada@example.com", ELSEWHERE);
    }

    @Test
    @DisplayName("that were noted while a password was looked at count before its answer")
    void meanwhile() {
        door.logins.passwords = new Passwords() {
            @Override
            boolean matches(String password, Optional<String> hash) {
                IntStream.range(0, 5).forEach(i -> door.failures.note(LoginSource.of("ada@example.com", HERE)));
                return true;
            }
        };

        refused("ada@example.com", HERE);
    }

    @Test
    @DisplayName("from one network of IPv6 count as from one address")
    void network() {
        List<String> same = List.of("2001:db8::1", "2001:db8:0:0:ffff::2", "2001:DB8::1%eth0");
        same.forEach(address -> fail(1, "ada@example.com", address.replace("%eth0", "")));
        fail(2, "ada@example.com", "2001:db8::3");

        refused("ada@example.com", "2001:db8::4");
        assertTrue(succeeds("ada@example.com", "2001:db8:0:1::1"));
        assertEquals(LoginSource.of("a", "192.0.2.1"), LoginSource.of("a", "::ffff:192.0.2.1"));
    }

    @Test
    @DisplayName("are kept without the address and without the account")
    void fingerprints() {
        LoginSource source = LoginSource.of("ada@example.com", HERE);

        assertTrue(source.pair().matches("[0-9a-f]{64}") && source.address().matches("[0-9a-f]{64}"));
    }

    private void fail(int times, String email, String address) {
        for (int i = 0; i < times; i++) {
            assertThrows(Problem.Unauthenticated.class, () -> login(email, "wrong horse", address));
        }
    }

    private boolean succeeds(String email, String address) {
        return door.admits(login(email, RIGHT, address).accessToken());
    }

    /** @return how long one has to wait there, even with the right password */
    private Optional<Duration> refused(String email, String address) {
        return refusal(email, address).retryAfter();
    }

    private Problem refusal(String email, String address) {
        Problem refusal = assertThrows(Problem.NotNow.class, () -> login(email, RIGHT, address));
        assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
        return refusal;
    }

    private SignedIn login(String email, String password, String address) {
        return door.logins.login(new Login(email, password, false), address, FrontDoor.LAPTOP);
    }
}
