package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the limits as they are by default, because their sum is what is promised; only the grace of a token is shorter here. */
@DisplayName("A stream whose client does not play its part")
class SilentStreamIT extends ServerIT {
    /** More than the kernel and either server take for a client that reads nothing. */
    private static final int EVENTS = 300;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @Timeout(240)
    @DisplayName("is ended within a minute, by force if need be, and keeps nobody else from hearing everything (F9)")
    void endedWithinAMinute() {
        ada.adds(bob, workspace, "member");
        Person idle = Person.registers("Idle");
        ExecutorService watchers = Executors.newCachedThreadPool();
        try (Radio unread = Radio.Dial.of(bob, workspace).narrow().tune();
                Radio quiet = Radio.listens(idle);
                Radio expiring = Radio.Dial.nobody()
                        .with("Authorization", "Bearer " + CraftedToken.living(idle, Duration.ofSeconds(3)))
                        .tune();
                Radio healthy = Radio.listens(ada, workspace)) {
            List<CompletableFuture<Void>> ends = List.of(
                    CompletableFuture.runAsync(() -> isPinged(quiet), watchers),
                    CompletableFuture.runAsync(() -> expires(expiring), watchers));
            Instant begin = Instant.now();
            stream(healthy);
            unread.patient(Duration.ofSeconds(70));
            awaitSeat(begin);
            // What is left of the connection is what was on its way; then it ends, though nobody was polite about it.
            unread.readToEnd();
            ends.forEach(CompletableFuture::join);
        } finally {
            watchers.shutdownNow();
        }
    }

    /** Bob may have three streams; that of his which is not read no longer counts once it was found out. */
    private void awaitSeat(Instant begin) {
        try (Radio one = Radio.listens(bob);
                Radio two = Radio.listens(bob)) {
            Radio third = Radio.Dial.inbox(bob).tune();
            while (third.status() == 429) {
                assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 100, "it still counts");
                third.close();
                third = Radio.Dial.inbox(bob).tune();
            }
            third.connected();
            third.close();
            assertNotEquals("", one.lastId() + two.lastId());
        }
    }

    /** Longer than a minute and a half, after which one of the servers drops a connection from which it hears nothing. */
    private static void isPinged(Radio radio) {
        Instant begin = Instant.now();
        radio.patient(Duration.ofSeconds(45));
        while (Duration.between(begin, Instant.now()).toSeconds() < 100) {
            assertEquals("heartbeat", radio.next().orElseThrow().name());
        }
        assertTrue(radio.comments() >= 2, radio.comments() + " pings");
    }

    /** The token's end, the grace, and a word of farewell; the browser comes back with a new token. */
    private static void expires(Radio radio) {
        radio.patient(Duration.ofSeconds(60));
        radio.connected();
        String last = radio.lastId();
        radio.expect("auth:expiring");
        Radio.Event event = radio.next().orElseThrow();
        while (!event.name().equals("close")) {
            event = radio.next().orElseThrow();
        }
        assertEquals(4001, event.json().getInt("code"));
        assertEquals(last, radio.lastId());
    }

    /** A stream of large events, of which each must be heard before the next is made. */
    private void stream(Radio radio) {
        Answer created = ada.createsTask(workspace, "Long");
        radio.expectEvents(created.seq(), 1);
        String task = "api/workspaces/" + workspace + "/tasks/" + created.id();
        for (int i = 1; i <= EVENTS; i++) {
            String description = i + "\uD83D\uDE80".repeat(9_990);
            ada.patch(task, "{\"description\":\"" + description + "\"}").expect(200);
            Radio.Event event = radio.next().orElseThrow();
            while (event.name().equals("heartbeat")) {
                event = radio.next().orElseThrow();
            }
            assertEquals(created.seq() + i, event.json().getInt("seq"));
        }
    }
}
