package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the settings as they are by default, because their sum is what is promised: gone within a minute. */
@DisplayName("A connection whose client does not play its part")
class LivenessIT extends ServerIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** More than the kernel and either server take for a client that reads nothing. */
    private static final int EVENTS = 300;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @Timeout(240)
    @DisplayName("is ended within a minute, by force if need be, and keeps nobody else from hearing everything at once")
    void endedWithinAMinute() {
        ada.adds(bob, workspace, "member");
        ExecutorService watchers = Executors.newCachedThreadPool();
        try (RawSocket deaf = connected();
                RawSocket endless = connected();
                RawSocket gigabyte = connected();
                RawSocket dripping = connected();
                RawSocket unread = RawHandshake.of(bob).send(4_096);
                Phone phone = Phone.joins(ada, workspace)) {
            unread.deaf().expect("connected");
            unread.join(workspace);
            List<CompletableFuture<Void>> ends = List.of(
                    CompletableFuture.runAsync(() -> neverAnswersPings(deaf), watchers),
                    CompletableFuture.runAsync(() -> promises(endless, Long.MAX_VALUE), watchers),
                    CompletableFuture.runAsync(() -> promises(gigabyte, 1L << 30), watchers),
                    CompletableFuture.runAsync(() -> drips(dripping), watchers));
            stream(phone);
            neverReads(unread);
            ends.forEach(CompletableFuture::join);
            phone.expectSilence();
        } finally {
            watchers.shutdownNow();
        }
    }

    private static void neverAnswersPings(RawSocket socket) {
        assertEquals(4008, socket.expectClose());
        // The close is not answered either: what follows is the end by force.
        untilGone(socket, RawFrames.frame(RawFrames.FIN | RawFrames.PONG, new byte[0]));
    }

    /** D8: nothing is reserved for what was promised, and nobody waits for it for ever. */
    private static void promises(RawSocket socket, long length) {
        socket.send(RawFrames.promise(RawFrames.FIN | RawFrames.TEXT, length));
        socket.readToEnd();
    }

    /** D9: each byte is a sign of life to one of the servers, but not to us. */
    private static void drips(RawSocket socket) {
        socket.send(RawFrames.promise(RawFrames.FIN | RawFrames.TEXT, 60_000));
        untilGone(socket, new byte[] {'x'});
    }

    private static void neverReads(RawSocket socket) {
        untilGone(socket, RawFrames.frame(RawFrames.FIN | RawFrames.PING, new byte[0]));
    }

    /** A stream of large events, of which each must be heard before the next is made. */
    private void stream(Phone phone) {
        Answer created = ada.createsTask(workspace, "Long");
        phone.expectEvents(created.seq(), 1);
        String task = "api/workspaces/" + workspace + "/tasks/" + created.id();
        for (int i = 1; i <= EVENTS; i++) {
            String description = Integer.toString(i) + "\uD83D\uDE80".repeat(9_990);
            ada.patch(task, "{\"description\":\"" + description + "\"}").expect(200);
            Instant written = Instant.now();
            phone.expectEvents(created.seq() + i, 1);
            assertWithin(Duration.ofSeconds(5), written);
        }
    }

    /** Only a write tells a client that reads nothing whether the other end is still there. */
    private static void untilGone(RawSocket socket, byte[] harmless) {
        Instant begin = Instant.now();
        while (socket.offer(harmless)) {
            assertWithin(MINUTE.plusSeconds(5), begin);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private RawSocket connected() {
        RawSocket socket =
                RawHandshake.of(Person.registers("Eve")).send().deaf().patient(MINUTE.plusSeconds(5));
        socket.expect("connected");
        return socket;
    }

    private static void assertWithin(Duration allowed, Instant since) {
        Duration taken = Duration.between(since, Instant.now());
        assertTrue(taken.compareTo(allowed) <= 0, () -> "it took " + taken);
    }
}
