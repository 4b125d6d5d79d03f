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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * With the settings as they are by default, because their sum is what is promised: gone within a minute. That takes its time,
 * so all of it is waited for at once; only the grace of a token is shorter here.
 */
@DisplayName("A connection whose client does not play its part")
class LivenessIT extends ServerIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** More than the kernel and either server take for a client that reads nothing. */
    private static final int EVENTS = 300;

    /** After a minute and a half WildFly drops a connection from which it hears nothing; Payara never does. */
    private static final Duration LONG = isPayara() ? MINUTE : Duration.ofSeconds(95);

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final ExecutorService watchers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        watchers.shutdownNow();
    }

    @Test
    @Timeout(240)
    @DisplayName(
            "is ended within a minute, by force if need be, and keeps nobody else from hearing everything at once (F9)")
    void endedWithinAMinute() {
        ada.adds(bob, workspace, "member");
        Person idle = Person.registers("Idle");
        String home = idle.createsWorkspace("Home");
        try (RawSocket deaf = connected();
                RawSocket endless = connected();
                RawSocket gigabyte = connected();
                RawSocket dripping = connected();
                RawSocket unread = RawHandshake.of(bob).send(4_096);
                Radio unreadStream = Radio.Dial.of(bob, workspace).narrow().tune();
                Radio quiet = Radio.listens(idle, home);
                Radio expiring = Radio.Dial.nobody()
                        .with("Authorization", "Bearer " + CraftedToken.living(idle, Duration.ofSeconds(3)))
                        .tune();
                Phone phone = Phone.joins(ada, workspace);
                Radio radio = Radio.listens(ada, workspace)) {
            unread.deaf().expect("connected");
            unread.join(workspace);
            List<CompletableFuture<Void>> ends = watch(
                    () -> neverAnswersPings(deaf),
                    () -> promises(endless, Long.MAX_VALUE),
                    () -> promises(gigabyte, 1L << 30),
                    () -> drips(dripping),
                    () -> outlives(quiet, idle, home),
                    () -> expires(expiring));
            Instant begin = Instant.now();
            stream(phone, radio);
            List<CompletableFuture<Void>> lastEnds =
                    watch(() -> neverReads(unread), () -> neverReads(unreadStream, begin));
            Stream.concat(ends.stream(), lastEnds.stream()).forEach(CompletableFuture::join);
            phone.expectSilence();
        }
    }

    private List<CompletableFuture<Void>> watch(Runnable... what) {
        return Stream.of(what)
                .map(one -> CompletableFuture.runAsync(one, watchers))
                .toList();
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

    /** What is left of the connection is what was on its way; then it ends, though nobody was polite about it. */
    private void neverReads(Radio unread, Instant since) {
        unread.patient(Duration.ofSeconds(70));
        awaitSeat(since);
        unread.readToEnd();
    }

    /** Bob may have three streams; that of his which is not read no longer counts once it was found out. */
    private void awaitSeat(Instant since) {
        try (Radio one = Radio.listens(bob);
                Radio two = Radio.listens(bob)) {
            Radio third = Radio.Dial.inbox(bob).tune();
            while (third.status() == 429) {
                assertWithin(Duration.ofSeconds(100), since);
                third.close();
                third = Radio.Dial.inbox(bob).tune();
            }
            third.connected();
            third.close();
            assertNotEquals("", one.lastId() + two.lastId());
        }
    }

    /** A stream on which nothing happens, and by which its client says nothing: it is pinged, and told what comes at last. */
    private static void outlives(Radio radio, Person idle, String home) {
        Instant end = Instant.now().plus(LONG);
        radio.patient(Duration.ofSeconds(45));
        for (int pings = 0; radio.comments() < 2; pings++) {
            assertEquals("heartbeat", radio.next().orElseThrow().name());
            assertTrue(pings < 4, "no pings");
        }
        while (Instant.now().isBefore(end)) {
            LockSupport.parkUntil(end.toEpochMilli());
        }
        idle.createsTask(home, "At last");
        assertEquals("task:created", beyondHeartbeats(radio).name());
    }

    /** The token's end, the grace, and a word of farewell; the browser comes back with a new token. */
    private static void expires(Radio radio) {
        radio.patient(MINUTE);
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
    private void stream(Phone phone, Radio radio) {
        Answer created = ada.createsTask(workspace, "Long");
        phone.expectEvents(created.seq(), 1);
        assertEquals(created.seq(), seq(beyondHeartbeats(radio)));
        String task = "api/workspaces/" + workspace + "/tasks/" + created.id();
        for (int i = 1; i <= EVENTS; i++) {
            String description = i + "\uD83D\uDE80".repeat(9_990);
            ada.patch(task, "{\"description\":\"" + description + "\"}").expect(200);
            Instant written = Instant.now();
            phone.expectEvents(created.seq() + i, 1);
            assertEquals(created.seq() + i, seq(beyondHeartbeats(radio)));
            assertWithin(Duration.ofSeconds(5), written);
        }
    }

    private static Radio.Event beyondHeartbeats(Radio radio) {
        Radio.Event event = radio.next().orElseThrow();
        while (event.name().equals("heartbeat")) {
            event = radio.next().orElseThrow();
        }
        return event;
    }

    private static long seq(Radio.Event event) {
        return event.json().getJsonNumber("seq").longValueExact();
    }

    /** Only a write tells a client that reads nothing whether the other end is still there. */
    private static void untilGone(RawSocket socket, byte[] harmless) {
        Instant begin = Instant.now();
        while (socket.offer(harmless)) {
            assertWithin(MINUTE.plusSeconds(5), begin);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private static RawSocket connected() {
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
