package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A room")
class RoomsIT extends ServerIT {
    private static final int MIB = 1_048_576;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("carries a mebibyte of small binary frames from one tab to another, whole and in order")
    void mebibyte() {
        try (Phone sender = Phone.connects(ada);
                Phone receiver = Phone.joins(ada, workspace);
                Phone outside = Phone.joins(ada, workspace)) {
            sender.join(workspace);
            enter(receiver, "canvas");
            UUID connection =
                    UUID.fromString(enter(sender, "canvas").getJsonObject(1).getString("connectionId"));
            receiver.expect("room:joined");
            byte[] whole = new byte[MIB];
            new Random(1).nextBytes(whole);
            for (int at = 0; at < MIB; at += 1_024) {
                sender.relay(RelayFrame.of(workspace, "canvas", Arrays.copyOfRange(whole, at, at + 1_024)));
            }
            ByteBuffer arrived = ByteBuffer.allocate(MIB);
            byte[] head = RawFrames.join(RelayFrame.of(workspace, "canvas", new byte[0]), bytes(connection));
            while (arrived.hasRemaining()) {
                byte[] frame = receiver.nextRelayed();
                assertArrayEquals(head, Arrays.copyOf(frame, head.length));
                arrived.put(frame, head.length, frame.length - head.length);
            }
            assertArrayEquals(whole, arrived.array());
            sender.expectSilence();
            receiver.expectSilence();
            assertEquals(List.of(), sender.restOfRelayed());
            assertEquals(List.of(), outside.restOfRelayed());
            leave(receiver, sender);
        }
    }

    @Test
    @DisplayName("costs no heap for what it has carried")
    void noHeap() {
        try (Phone sender = Phone.joins(ada, workspace);
                Phone receiver = Phone.joins(ada, workspace)) {
            enter(receiver, "canvas");
            enter(sender, "canvas");
            receiver.expect("room:joined");
            stream(sender, receiver, 1_024);
            long before = ServerHeap.used();
            stream(sender, receiver, 6 * 1_024);
            long grown = ServerHeap.used() - before;
            assertTrue(grown < 2 * MIB, () -> "six mebibytes have left " + grown + " bytes");
            leave(receiver, sender);
        }
    }

    private void stream(Phone sender, Phone receiver, int frames) {
        for (int i = 0; i < frames; i++) {
            sender.relay(RelayFrame.of(workspace, "canvas", new byte[1_024]));
            if (i % 64 == 63) {
                for (int heard = 0; heard < 64; heard++) {
                    receiver.nextRelayed();
                }
                // At the rate that is allowed in the long run.
                pause(i < 2_048 ? 0 : 130);
            }
        }
    }

    @Test
    @DisplayName("tells a receiver that does not read where something is missing, and delays nobody and no event (F5)")
    void slowReceiver() {
        ada.adds(bob, workspace, "member");
        try (Phone sender = Phone.joins(ada, workspace);
                Phone quick = Phone.joins(ada, workspace);
                RawSocket slow = RawHandshake.of(bob).send(4_096)) {
            slow.expect("connected");
            slow.join(workspace);
            slow.say(join(workspace, "canvas"));
            slow.expect("reply");
            enter(quick, "canvas");
            slow.expect("room:joined");
            enter(sender, "canvas");
            slow.expect("room:joined");
            quick.expect("room:joined");
            long before = ServerHeap.used();
            int count = 7 * 1_024;
            for (int i = 0; i < count; i++) {
                byte[] data = ByteBuffer.allocate(1_024).putInt(i).array();
                sender.relay(RelayFrame.of(workspace, "canvas", data));
                if (i % 64 == 63) {
                    for (int heard = i - 63; heard <= i; heard++) {
                        assertEquals(heard, number(quick.nextRelayed()));
                    }
                    // At the rate that is allowed in the long run.
                    pause(i < 2_048 ? 0 : 130);
                }
            }
            long grown = ServerHeap.used() - before;
            assertTrue(grown < 16 * MIB, () -> "a receiver that does not read costs " + grown + " bytes");
            long seq = ada.createsTask(workspace, "Heard soon").seq();
            quick.expectEvents(seq, 1);
            sender.expectEvents(seq, 1);
            check(slow, seq, count);
            leave(quick, sender);
        }
    }

    /** The numbers go up by one, but where it was told that some are missing; the event comes once. */
    private static void check(RawSocket slow, long seq, int count) {
        int expected = 0;
        int gaps = 0;
        int events = 0;
        while (gaps == 0 || events == 0) {
            RawSocket.Frame frame = slow.next();
            if (frame.opcode() == RawFrames.BINARY) {
                assertEquals(expected, number(frame.payload()));
                expected++;
            } else if (frame.json().containsKey("seq")) {
                assertEquals(seq, frame.json().getInt("seq"));
                events++;
            } else {
                assertEquals("room:missed", frame.json().getString("type"));
                assertEquals("canvas", frame.json().getJsonObject("payload").getString("room"));
                gaps++;
            }
        }
        assertEquals(1, events);
        assertTrue(expected < count, "something was missing indeed");
    }

    @Test
    @DisplayName(
            "is left by a connection that is cut, leaves the workspace or is removed, and then brings it nothing (C4)")
    void left() {
        ada.adds(bob, workspace, "guest");
        try (Phone adas = Phone.joins(ada, workspace)) {
            enter(adas, "doc");
            try (RawSocket cut = RawHandshake.of(bob).send()) {
                cut.expect("connected");
                cut.join(workspace);
                cut.say(join(workspace, "doc"));
                cut.expect("reply");
                assertEquals(bob.id, who(adas.expect("room:joined")));
            }
            assertEquals(bob.id, who(adas.expect("room:left")));
            try (Phone bobs = Phone.joins(bob, workspace)) {
                assertEquals(2, enter(bobs, "doc").size(), "a guest may be in it");
                adas.expect("room:joined");
                bobs.relay(RelayFrame.of(workspace, "doc", new byte[1]));
                assertEquals("forbidden", code(bobs), "and only listen");
                adas.relay(RelayFrame.of(workspace, "doc", new byte[] {7}));
                assertEquals(7, bobs.nextRelayed()[RelayFrame.of(workspace, "doc", new byte[0]).length + 16]);
                ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
                bobs.expect("workspace:member_left");
                bobs.expect("access:revoked");
                adas.relay(RelayFrame.of(workspace, "doc", new byte[] {8}));
                assertEquals("not_found", bobs.refused(join(workspace, "doc")).getString("code"));
                bobs.relay(RelayFrame.of(workspace, "doc", new byte[1]));
                assertEquals("bad_request", code(bobs));
                bobs.expectSilence();
                assertEquals(List.of(), bobs.restOfRelayed());
            }
            List<String> heard =
                    List.of(adas.next().getString("type"), adas.next().getString("type"));
            assertTrue(heard.contains("room:left") && heard.contains("workspace:member_left"), heard.toString());
            adas.expectSilence();
        }
    }

    @Test
    @DisplayName("of others is refused in the same words as one of a workspace that does not exist (C3, C11)")
    void strangers() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone stranger = Phone.connects(bob)) {
            enter(adas, "doc");
            JsonObject foreign = stranger.refused(join(workspace, "doc"));
            assertEquals("not_found", foreign.getString("code"));
            assertEquals(foreign, stranger.refused(join(UUID.randomUUID().toString(), "doc")));
            stranger.relay(RelayFrame.of(workspace, "doc", new byte[1]));
            assertEquals("bad_request", code(stranger));
            adas.expectSilence();
            assertEquals(List.of(), adas.restOfRelayed());
        }
    }

    @Test
    @DisplayName("is one of a hundred that a connection may be in, whatever it asks for (F6)")
    void joinFlood() {
        try (Phone phone = Phone.joins(ada, workspace)) {
            int limited = 0;
            for (int i = 0; i < 110; i++) {
                JsonObject reply = phone.say(join(workspace, "room" + i)).expect("reply");
                if (!reply.getBoolean("success")) {
                    assertEquals("limit", reply.getJsonObject("error").getString("code"));
                    limited++;
                }
                pause(i < 50 ? 0 : 60);
            }
            assertEquals(10, limited);
            phone.say(
                    "{\"type\":\"room:leave\",\"payload\":{\"workspaceId\":\"" + workspace + "\",\"room\":\"room0\"}}");
            enter(phone, "another");
        }
    }

    @Test
    @DisplayName("is not where broken frames go: each is refused, and the connection stays open (D15)")
    void broken() {
        try (Phone phone = Phone.joins(ada, workspace)) {
            enter(phone, "doc");
            List<byte[]> wrong = new ArrayList<>();
            byte[] whole = RelayFrame.of(workspace, "doc", new byte[10]);
            wrong.add(new byte[0]);
            wrong.add(Arrays.copyOf(whole, 17));
            wrong.add(Arrays.copyOf(whole, 20));
            wrong.add(whole.clone());
            wrong.get(3)[0] = 2;
            wrong.add(RelayFrame.of(workspace, "another", new byte[10]));
            wrong.add(RelayFrame.of(UUID.randomUUID().toString(), "doc", new byte[10]));
            for (byte[] frame : wrong) {
                phone.relay(frame);
                assertEquals("bad_request", code(phone));
            }
            phone.relay(whole);
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("drops what is above the rate and says so, once a second, and goes on (D12)")
    void flood() {
        try (Phone sender = Phone.joins(ada, workspace);
                Phone receiver = Phone.joins(ada, workspace)) {
            enter(receiver, "doc");
            enter(sender, "doc");
            receiver.expect("room:joined");
            byte[] small = RelayFrame.of(workspace, "doc", new byte[4]);
            int burst = 4_096;
            for (int i = 0; i < burst; i++) {
                sender.relay(small);
            }
            for (int i = 0; i < burst; i++) {
                receiver.nextRelayed();
            }
            assertEquals(List.of(), sender.rest(), "a burst is passed on whole");
            for (int i = 0; i < 20_000 && sender.rest().isEmpty(); i++) {
                sender.relay(small);
            }
            List<JsonObject> errors;
            do {
                // What is still on its way may be answered once more each second.
                pause(1_500);
                errors = sender.rest();
                errors.forEach(error -> assertEquals(
                        "rate_limited", error.getJsonObject("payload").getString("code")));
            } while (!errors.isEmpty());
            receiver.restOfRelayed();
            sender.relay(small);
            receiver.nextRelayed();
            leave(receiver, sender);
        }
    }

    private void leave(Phone... phones) {
        for (Phone phone : phones) {
            phone.leave(workspace);
        }
    }

    private JsonArray enter(Phone phone, String room) {
        JsonObject reply = phone.say(join(workspace, room)).expect("reply");
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data").getJsonArray("occupants");
    }

    private static String code(Phone phone) {
        return phone.expect("error").getJsonObject("payload").getString("code");
    }

    private static String who(JsonObject frame) {
        return frame.getJsonObject("payload").getString("userId");
    }

    private static int number(byte[] received) {
        return ByteBuffer.wrap(received).getInt(1 + 16 + 1 + "canvas".length() + 16);
    }

    private static String join(String workspace, String room) {
        return "{\"id\":1,\"type\":\"room:join\",\"payload\":{\"workspaceId\":\"%s\",\"room\":\"%s\"}}"
                .formatted(workspace, room);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
