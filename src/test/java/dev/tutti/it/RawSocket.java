package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.docs.Documented;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A connection made of bytes, for clients that do what no WebSocket library would. It answers pings, until told not to, and
 * takes no message that is not documented.
 */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final DataInputStream in;
    private final int status;
    private final List<String> headers = new ArrayList<>();
    private final Asked asked = new Asked();
    private boolean answersPings = true;

    /** One frame from the server. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            assertEquals(RawFrames.TEXT, opcode, this::describe);
            try (JsonReader reader = Json.createReader(new StringReader(text()))) {
                return reader.readObject();
            }
        }

        /** @return whether it comes by the clock: the heads of the journals, who is there, and that a token is about to end */
        boolean isByTheClock() {
            return opcode == RawFrames.TEXT && text().matches("\\{\"type\":\"(heartbeat|presence:|auth:expiring).*");
        }

        int closeCode() {
            assertEquals(RawFrames.CLOSE, opcode, this::describe);
            return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }

        String describe() {
            return "opcode " + opcode + ": " + text();
        }
    }

    /** @param socket on which a handshake was sent */
    RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        status = Integer.parseInt(line().split(" ")[1]);
        for (String header = line(); !header.isEmpty(); header = line()) {
            headers.add(header);
        }
    }

    int status() {
        return status;
    }

    /** @return the value of the only header of this name */
    Optional<String> header(String name) {
        List<String> values = headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
        assertTrue(values.size() <= 1, values::toString);
        return values.stream().findFirst();
    }

    List<String> headers() {
        return headers;
    }

    RawSocket expectStatus(int expected) {
        assertEquals(expected, status, () -> "answered with " + headers);
        return this;
    }

    /** From now on pings stay unanswered, as they do when a network is gone and nobody was told. */
    RawSocket deaf() {
        answersPings = false;
        return this;
    }

    /** Waits longer than usual for what is to come. */
    RawSocket patient(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return this;
        } catch (SocketException gone) {
            throw new IllegalStateException(gone);
        }
    }

    RawSocket say(String text) {
        assertEquals("", Documented.misfitsOfCommand(text), "not documented");
        asked.remember(text);
        return send(RawFrames.text(text));
    }

    /** Sends bytes as they are. */
    RawSocket send(byte[] bytes) {
        assertTrue(offer(bytes), "the server has gone");
        return this;
    }

    /** @return whether the bytes went out; not, when the server has closed the connection */
    boolean offer(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** @return the next frame that does not come by the clock */
    Frame next() {
        try {
            return read();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    JsonObject expect(String type) {
        JsonObject frame = next().json();
        assertEquals(type, frame.getString("type"), frame.toString());
        return frame;
    }

    /** @return the code of the error frame that must come next */
    String expectError() {
        return expect("error").getJsonObject("payload").getString("code");
    }

    /** @return the code of the close frame that must come next */
    int expectClose() {
        return next().closeCode();
    }

    void join(String workspace) {
        say("{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}");
        assertTrue(expect("reply").getBoolean("success"));
    }

    /** @return what the reply said */
    JsonObject resume(String workspace, String position) {
        say("{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace + "\",\"position\":\""
                + position + "\"}}");
        JsonObject reply = expect("reply");
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data");
    }

    /** @return the numbers of the events that must come next */
    List<Long> seqs(int count) {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seqs.add(next().json().getJsonNumber("seq").longValueExact());
        }
        return seqs;
    }

    /** @return the numbers of all events that come whole before the connection ends */
    List<Long> seqsToEnd() {
        List<Long> seqs = new ArrayList<>();
        try {
            for (Frame frame = read(); frame.opcode() != RawFrames.CLOSE; frame = read()) {
                if (frame.json().containsKey("seq")) {
                    seqs.add(frame.json().getJsonNumber("seq").longValueExact());
                }
            }
        } catch (EOFException | SocketException ended) {
            // without having said so
        } catch (SocketTimeoutException silence) {
            awaitGone();
        } catch (IOException failure) {
            throw new IllegalStateException("the connection does not end", failure);
        }
        return seqs;
    }

    /** A server that gives up a stuck connection may take its last word with it. Only a write tells that it has. */
    private void awaitGone() {
        for (int i = 0; i < 20; i++) {
            if (!offer(RawFrames.frame(RawFrames.FIN | RawFrames.PING, new byte[0]))) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        throw new IllegalStateException("the connection does not end");
    }

    /** Reads one byte a second while it is so; those bytes are then read as part of what comes. */
    RawSocket drowsesWhile(BooleanSupplier condition) {
        try {
            in.mark(8_192);
            while (condition.getAsBoolean()) {
                in.readUnsignedByte();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            in.reset();
            return this;
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Reads whatever still comes. @return the code of the close frame, if there was one before the end */
    Optional<Integer> readToEnd() {
        try {
            for (Frame frame = read(); ; frame = read()) {
                if (frame.opcode() == RawFrames.CLOSE) {
                    return Optional.of(frame.closeCode());
                }
            }
        } catch (EOFException | SocketException ended) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new IllegalStateException("the connection does not end", failure);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }

    private Frame read() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            assertEquals(0x80, first & 0xF0, "the server neither splits nor compresses its frames");
            int length = in.readUnsignedByte();
            assertEquals(0, length & 0x80, "the server does not mask its frames");
            byte[] payload =
                    new byte[length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length];
            in.readFully(payload);
            Frame frame = new Frame(first & 0xF, payload);
            if (frame.opcode() == RawFrames.TEXT) {
                assertEquals("", asked.misfits(frame.text()));
            }
            if (frame.opcode() == RawFrames.PING && answersPings) {
                socket.getOutputStream().write(RawFrames.frame(0x80 | RawFrames.PONG, payload));
            } else if (frame.opcode() != RawFrames.PONG && frame.opcode() != RawFrames.PING && !frame.isByTheClock()) {
                return frame;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
