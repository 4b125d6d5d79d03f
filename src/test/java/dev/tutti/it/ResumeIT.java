package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A client that was cut off")
class ResumeIT extends ServerIT {
    /** As pom.xml sets it for these servers. */
    private static final int KEPT = 300;

    private static final int LARGE = 250;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("at any event goes on with the next one")
    void cutAnywhere() {
        int events = 12;
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        for (int i = 0; i < events; i++) {
            ada.createsTask(workspace, "Task " + i);
        }
        for (int cut = 0; cut <= events; cut++) {
            try (RawSocket socket = RawHandshake.of(ada).send()) {
                socket.expect("connected");
                assertTrue(socket.resume(workspace, position(start, base)).getBoolean("recovered"));
                assertEquals(range(base + 1, base + cut), socket.seqs(cut));
            }
            try (Phone phone = Phone.connects(ada)) {
                assertTrue(phone.join(workspace, position(start, base + cut)).getBoolean("recovered"));
                phone.expectEvents(base + cut + 1, events - cut);
                phone.expectSilence();
            }
        }
    }

    @Test
    @Timeout(240)
    @DisplayName("comes back while a thousand entries are written, and misses none of them")
    void joinsUnderWrites() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        ada.adds(bob, workspace, "member");
        AtomicInteger left = new AtomicInteger(1_000);
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    while (left.getAndDecrement() > 0) {
                        ada.createsTask(workspace, "Task");
                    }
                }))
                .toList();
        long base = start.getInt("seq");
        long last = base + 1 + 1_000;
        List<Long> heard = new ArrayList<>();
        int joins = 0;
        for (long reached = base; reached < last; reached = base + heard.size()) {
            try (RawSocket socket = RawHandshake.of(bob).send()) {
                socket.expect("connected");
                JsonObject reply = socket.resume(workspace, position(start, reached));
                assertTrue(reply.getBoolean("recovered"), reply.toString());
                heard.addAll(socket.seqs((int) Math.min(20 + joins % 30, last - reached)));
            }
            joins++;
        }
        writers.forEach(CompletableFuture::join);

        assertTrue(joins > 5, joins + " joins");
        assertEquals(range(base + 1, last), heard);
    }

    @Test
    @DisplayName("C4: and is removed while it catches up hears nothing of what comes after")
    void removedWhileCatchingUp() {
        ada.adds(bob, workspace, "member");
        JsonObject start = Phone.joins(bob, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        writesMoreThanBuffersHold();
        try (RawSocket socket = RawHandshake.of(bob).send(4_096)) {
            socket.expect("connected");
            assertTrue(socket.resume(workspace, position(start, base)).getBoolean("recovered"));
            long removal = ada.delete("api/workspaces/" + workspace + "/members/" + bob.id)
                    .expect(204)
                    .seq();
            ada.createsTask(workspace, "After");

            assertEquals(range(base + 1, removal), socket.seqs((int) (removal - base)));
            socket.expect("access:revoked");
            socket.say("{\"type\":\"ping\"}");
            socket.expect("pong");
        }
        try (Phone phone = Phone.connects(bob)) {
            assertEquals(
                    "not_found",
                    phone.refused(resume(workspace, position(start, base))).getString("code"),
                    "C5");
        }
    }

    @Test
    @DisplayName("B12: because its token ended, in the middle of catching up, goes on with a new one without a gap")
    void expiresWhileCatchingUp() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        writesMoreThanBuffersHold();
        String shortLived = CraftedToken.living(ada, Duration.ofSeconds(2));
        List<Long> heard = new ArrayList<>();
        try (RawSocket socket = RawHandshake.proper()
                .with("Authorization", "Bearer " + shortLived)
                .send(4_096)) {
            socket.expect("connected");
            socket.say(resume(workspace, position(start, base)));
            assertTrue(socket.expect("reply").getJsonObject("data").getBoolean("recovered"));
            heard.addAll(socket.drowsesWhile(this::isThere).seqsToEnd());
        }
        assertEquals(range(base + 1, base + heard.size()), heard);
        assertTrue(heard.size() < LARGE, "its token ended before it had read everything");
        try (Phone phone = Phone.connects(ada)) {
            assertTrue(
                    phone.join(workspace, position(start, base + heard.size())).getBoolean("recovered"));
            phone.expectEvents(base + heard.size() + 1, LARGE - heard.size());
        }
    }

    @Test
    @DisplayName("for longer than the journal reaches back is told so (H1)")
    void tooOld() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        String task = "api/workspaces/" + workspace + "/tasks/"
                + ada.createsTask(workspace, "Task").id();
        for (int i = 0; i < KEPT + 20; i++) {
            ada.patch(task, "{\"title\":\"Title " + i + "\"}").expect(200);
        }
        untilTooOld(position(start, start.getInt("seq")));
        try (Phone phone = Phone.connects(ada)) {
            JsonObject reply = phone.join(workspace, position(start, start.getInt("seq")));
            assertFalse(reply.getBoolean("recovered"));
            assertEquals("too_old", reply.getString("reason"));
            ada.patch(task, "{\"title\":\"Last\"}").expect(200);
            phone.expectSilence();
        }
    }

    @Test
    @Timeout(240)
    @DisplayName("because it read one byte a second loses nothing by it (F5)")
    void oneByteASecond() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        writesMoreThanBuffersHold();
        List<Long> heard;
        try (RawSocket socket = RawHandshake.of(ada).send(4_096)) {
            socket.expect("connected");
            assertTrue(socket.resume(workspace, position(start, base)).getBoolean("recovered"));
            heard = socket.drowsesWhile(this::isThere).seqsToEnd();
        }
        assertEquals(range(base + 1, base + heard.size()), heard);
        assertTrue(heard.size() < LARGE, "it was let go before it had read everything");
        try (Phone phone = Phone.connects(ada)) {
            phone.join(workspace, position(start, base + heard.size()));
            phone.expectEvents(base + heard.size() + 1, LARGE - heard.size());
        }
    }

    @Test
    @Timeout(120)
    @DisplayName(
            "and is overtaken by retention while it catches up is told so, after what it heard without a hole (H1)")
    void overtakenWhileCatchingUp() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        String task = writesMoreThanBuffersHold();
        try (RawSocket socket = RawHandshake.of(ada).send(4_096)) {
            socket.expect("connected");
            assertTrue(socket.resume(workspace, position(start, base)).getBoolean("recovered"));
            List<Long> heard = new ArrayList<>();
            for (int i = 0; i < KEPT + 20; i++) {
                ada.patch(task, "{\"title\":\"Title " + i + "\"}").expect(200);
                if (i % 50 == 0) {
                    heard.addAll(socket.seqs(1));
                }
            }
            untilTooOld(position(start, base + LARGE));

            JsonObject frame = socket.next().json();
            for (; frame.containsKey("seq"); frame = socket.next().json()) {
                heard.add(frame.getJsonNumber("seq").longValueExact());
            }
            assertEquals("reset", frame.getString("type"));
            assertEquals("too_old", frame.getJsonObject("payload").getString("reason"));
            assertEquals(range(base + 1, base + heard.size()), heard);
            assertTrue(heard.size() < LARGE, "it was overtaken before it had read everything");
            ada.patch(task, "{\"title\":\"Last\"}").expect(200);
            socket.say("{\"type\":\"ping\"}");
            socket.expect("pong");
        }
    }

    /**
     * Writes {@link #LARGE} entries, which together are more than the kernel and either server take for a client that
     * does not read.
     *
     * @return the path of the task that they are about
     */
    private String writesMoreThanBuffersHold() {
        String task = "api/workspaces/" + workspace + "/tasks/"
                + ada.createsTask(workspace, "Long").id();
        for (int i = 1; i < LARGE; i++) {
            ada.patch(task, "{\"description\":\"" + i + "\uD83D\uDE80".repeat(9_990) + "\"}")
                    .expect(200);
        }
        return task;
    }

    /** @return whether the server counts Ada among those who are connected, or may yet come back */
    private boolean isThere() {
        return !ada.get("api/workspaces/" + workspace + "/presence")
                .expect(200)
                .json()
                .getJsonArray("online")
                .isEmpty();
    }

    private void untilTooOld(String position) {
        String poll = "api/workspaces/" + workspace + "/events?wait=1&limit=1&after=" + position;
        Answer answer = ada.get(poll);
        for (int tries = 0; answer.status() == 200 && tries < 5_000; tries++) {
            answer = ada.get(poll);
        }
        answer.expect(410);
    }

    private static String resume(String workspace, String position) {
        return "{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace
                + "\",\"position\":\"" + position + "\"}}";
    }

    private static String position(JsonObject joined, long seq) {
        return joined.getString("epoch") + ":" + seq;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
