package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A node with as many connections as it may have")
@ExtendWith(ArquillianExtension.class)
class CrowdedIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith("tutti.connections=2");
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @Test
    @DisplayName(
            "turns away sockets and streams with 503 and when to come back, serves all else, and has room again (F3)")
    void crowded() {
        try (Phone first = Phone.connects(ada);
                RawSocket second = RawHandshake.of(ada).send()) {
            second.expectStatus(101).expect("connected");

            try (RawSocket third = RawHandshake.of(bob).send()) {
                String wait = third.expectStatus(503).header("Retry-After").orElseThrow();
                assertTrue(wait.matches("[1-9]"), wait);
            }
            Answer stream = bob.get("api/events").refused(503, "unavailable");
            assertTrue(stream.header("Retry-After").isPresent());
            bob.createsTask(bob.createsWorkspace("Engine"), "Made all the same");
            Person.send("GET", "api/health/ready", "", Map.of()).expect(503);
            Person.send("GET", "api/health/live", "", Map.of()).expect(200);
            first.expectSilence();

            second.send(RawFrames.close(1000));
            assertEquals(1000, second.expectClose());
            comesInSoon();
        }
    }

    /** The server closes the connection first, and then counts one less. */
    private void comesInSoon() {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(end)) {
            try (RawSocket again = RawHandshake.of(bob).send()) {
                if (again.status() == 101) {
                    again.expect("connected");
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("there is no room again");
    }
}
