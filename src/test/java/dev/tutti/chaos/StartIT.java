package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One story for each server, and one mistake of each kind on one of them, because each start takes seconds. */
@DisplayName("A server process")
class StartIT {
    /** Going away, and restart: the two that make a client come back. */
    private static final Set<Integer> COME_BACK = Set.of(1001, 1012);
    /** By itself, or by the signal. */
    private static final Set<Integer> ORDERLY = Set.of(0, 143);

    @ParameterizedTest(name = "on {0}")
    @EnumSource(Server.class)
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    @DisplayName("refuses a start that cannot succeed, with a reason, and sees its clients off when asked to stop")
    void startsAndStops(Server server) {
        try (Node node = Node.of(server, 0).starts();
                Node second = failing(server, 1).onDataOf(node);
                Node wrong = server == Server.WILDFLY
                        ? failing(server, 2).with("TUTTI_TOKEN_SECRET", "tutti")
                        : failing(server, 2).with("TUTTI_PING_SECONDS", "often")) {
            Stream.of(second, wrong).forEach(Node::launch);
            refuses(second, "another process already uses the database in " + node.data());
            refuses(
                    wrong,
                    server == Server.WILDFLY
                            ? "TUTTI_TOKEN_SECRET has 5 bytes, and HS256 needs 32."
                            : "TUTTI_PING_SECONDS is 'often'. Write a whole number from 1 to 80, for example 30.");

            Person ada = Person.registers(node.address(), "Ada");
            List<Phone> phones =
                    Stream.generate(() -> Phone.connects(ada)).limit(3).toList();
            Instant asked = Instant.now();
            node.askToStop();
            phones.forEach(phone -> seenOff(phone, server));
            assertTrue(ORDERLY.contains(node.awaitExit()), "an orderly end");
            // Longer than it takes with clients that answer, shorter than what orchestrators grant.
            assertTrue(Duration.between(asked, Instant.now()).toSeconds() < 20, "the process ends promptly");
        }
    }

    private static Node failing(Server server, int number) {
        return Node.of(server, number).with("TUTTI_EXIT_ON_FAILED_START", "true");
    }

    private static void refuses(Node node, String sentence) {
        assertEquals(1, node.awaitExit(), "the exit value of a failed start");
        assertTrue(node.log().contains("Tutti does not start: "), node::log);
        assertTrue(node.log().contains(sentence), node::log);
    }

    private static void seenOff(Phone phone, Server server) {
        int code = phone.expectEnd();
        // On a machine so loaded that three seconds do not do for our goodbyes, the container closes while we do, and
        // clients have been seen to end with 1002, after which they come back too.
        boolean raced = code == 1002;
        assertTrue(COME_BACK.contains(code) || raced, () -> "closed with " + code);
        List<JsonObject> last = phone.rest();
        // WildFly closes the sockets of a server that stops before the application hears of it; our hook mostly wins.
        if (!raced && (server == Server.PAYARA || !last.isEmpty())) {
            assertEquals(
                    List.of("shutdown"),
                    last.stream().map(frame -> frame.getString("type")).toList());
            JsonObject shutdown = last.get(0).getJsonObject("payload");
            assertEquals(5_000, shutdown.getInt("reconnectAfterMs"));
        }
        phone.close();
    }
}
