package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.docs.Documented;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client of Server-Sent Events, made of a socket, so that it can be cut anywhere and need not read. */
public final class Radio implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Socket socket;
    private final Body body;
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    /** The id of the last event that had one, as a browser remembers it. */
    private Optional<String> lastId = Optional.empty();

    private Optional<Long> retry = Optional.empty();
    private int comments;

    /** One event, as it stood in the stream. */
    public record Event(String name, Optional<String> id, String data) {
        JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(data))) {
                return reader.readObject();
            }
        }

        JsonObject payload() {
            return json().getJsonObject("payload");
        }
    }

    /** What a radio asks for. */
    record Dial(String query, Map<String, String> headers, int receiveBuffer) {
        static Dial of(Person person, String... workspaces) {
            String query = Stream.of(workspaces).map(id -> "workspace=" + id).collect(Collectors.joining("&"));
            return new Dial(query, Map.of(), 0).with("Authorization", "Bearer " + person.token);
        }

        static Dial inbox(Person person) {
            return nobody().with("Authorization", "Bearer " + person.token);
        }

        static Dial nobody() {
            return new Dial("", Map.of(), 0);
        }

        Dial with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Dial(query, more, receiveBuffer);
        }

        Dial after(String id) {
            return with("Last-Event-ID", id);
        }

        Dial query(String parameter) {
            return new Dial(query.isEmpty() ? parameter : query + "&" + parameter, headers, receiveBuffer);
        }

        /** Takes so little at once that whoever writes to it soon has to wait. */
        Dial narrow() {
            return new Dial(query, headers, 4_096);
        }

        Radio tune() {
            return tune("GET");
        }

        Radio tune(String method) {
            try {
                return new Radio(this, method);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private Radio(Dial dial, String method) throws IOException {
        socket = new Socket();
        if (dial.receiveBuffer() > 0) {
            socket.setReceiveBufferSize(dial.receiveBuffer());
        }
        socket.connect(new InetSocketAddress(ServerIT.BASE.getHost(), ServerIT.BASE.getPort()));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String path = ServerIT.BASE.getPath() + "api/events" + (dial.query().isEmpty() ? "" : "?" + dial.query());
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: ").append(ServerIT.BASE.getAuthority()).append("\r\n");
        request.append("Accept: text/event-stream\r\n");
        dial.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        status = Integer.parseInt(line(in).split(" ")[1]);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        body = new Body(in, "chunked".equalsIgnoreCase(headers.get("transfer-encoding")));
    }

    /** Tunes in and hears {@code connected}. */
    static Radio listens(Person person, String... workspaces) {
        Radio radio = Dial.of(person, workspaces).tune();
        radio.connected();
        return radio;
    }

    /** @return the payload of {@code connected}, which must come next */
    JsonObject connected() {
        assertEquals(200, status, () -> headers.toString());
        return expect("connected").payload();
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Expects that the stream was refused so. @return the problem document */
    JsonObject refused(int expected, String code) {
        assertEquals(expected, status, () -> headers.toString());
        assertTrue(header("Content-Type").orElse("").startsWith("application/problem+json"), headers::toString);
        byte[] text = new byte[Integer.parseInt(header("Content-Length").orElseThrow())];
        try {
            assertEquals(text.length, body.in.readNBytes(text, 0, text.length));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        try (JsonReader reader = Json.createReader(new StringReader(new String(text, StandardCharsets.UTF_8)))) {
            JsonObject problem = reader.readObject();
            assertEquals(code, problem.getString("code"), problem.toString());
            return problem;
        }
    }

    /** @return the position after the last event, by which a browser comes back */
    String lastId() {
        return lastId.orElseThrow();
    }

    Optional<Long> retry() {
        return retry;
    }

    /** @return how many comments were heard */
    int comments() {
        return comments;
    }

    Radio patient(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return this;
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    Event expect(String name) {
        Event event = next().orElseThrow(() -> new AssertionError("the stream has ended before " + name));
        assertEquals(name, event.name(), event.data());
        return event;
    }

    /** @return the next {@code count} events, which must be numbered from {@code first} without a hole */
    List<Event> expectEvents(long first, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Event event = next().orElseThrow(() -> new AssertionError("the stream has ended"));
            assertEquals(event.name(), event.json().getString("type"));
            assertEquals(first + i, event.json().getJsonNumber("seq").longValueExact(), event.data());
            assertTrue(event.id().isPresent(), "an entry moves the position");
            events.add(event);
        }
        return events;
    }

    /** @return the code with which the stream ends, which must be all that is still to come */
    int expectClose() {
        JsonObject close = expect("close").json();
        assertEquals(Optional.empty(), next());
        return close.getInt("code");
    }

    /** @return whatever still comes within this time */
    List<Event> within(Duration time) {
        List<Event> events = new ArrayList<>();
        patient(time);
        try {
            for (Optional<Event> event = next(); event.isPresent(); event = next()) {
                events.add(event.get());
            }
        } catch (IllegalStateException silence) {
            if (!(silence.getCause() instanceof SocketTimeoutException)) {
                throw silence;
            }
        }
        return events;
    }

    /** Reads and counts whatever comes until the connection ends, in whatever way. */
    int readToEnd() {
        try {
            int bytes = 0;
            while (body.in.read() >= 0) {
                bytes++;
            }
            return bytes;
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("the connection does not end", open);
        } catch (IOException reset) {
            return -1;
        }
    }

    /** @return the next event that is not about who is there; none when the stream has ended */
    Optional<Event> next() {
        Optional<Event> event = nextOfAll();
        while (event.filter(it -> it.name().startsWith("presence:")).isPresent()) {
            event = nextOfAll();
        }
        return event;
    }

    /** @return the next event that tells who is there; what comes before it is not looked at */
    Event nextOfPresence() {
        Event event = nextOfAll().orElseThrow();
        while (!event.name().startsWith("presence:")) {
            event = nextOfAll().orElseThrow();
        }
        return event;
    }

    private Optional<Event> nextOfAll() {
        try {
            return read();
        } catch (IOException failure) {
            throw new IllegalStateException("nothing was heard", failure);
        }
    }

    private Optional<Event> read() throws IOException {
        String name = "message";
        Optional<String> id = Optional.empty();
        StringBuilder data = new StringBuilder();
        while (true) {
            Optional<String> read = body.line();
            if (read.isEmpty()) {
                return Optional.empty();
            }
            String line = read.get();
            if (line.isEmpty() && data.length() > 0) {
                lastId = id.or(() -> lastId);
                if (!name.equals("close")) {
                    Documented.frame(data.toString());
                }
                return Optional.of(new Event(name, id, data.toString()));
            } else if (line.startsWith(":")) {
                comments++;
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = Optional.of(line.substring(4));
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            } else if (line.startsWith("retry: ")) {
                retry = Optional.of(Long.parseLong(line.substring(7)));
            } else {
                assertEquals("", line);
            }
        }
    }

    /** Is gone, without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException(line.toString());
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** The body of the answer, with or without chunks. */
    private static final class Body {
        private final InputStream in;
        private final boolean chunked;
        private int left;
        private boolean ended;

        Body(InputStream in, boolean chunked) {
            this.in = in;
            this.chunked = chunked;
        }

        Optional<String> line() throws IOException {
            java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
            for (int c = read(); c != '\n'; c = read()) {
                if (c < 0) {
                    assertEquals(0, line.size(), () -> "cut within a line: " + line);
                    return Optional.empty();
                }
                line.write(c);
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        }

        private int read() throws IOException {
            if (!chunked) {
                return in.read();
            }
            while (left == 0 && !ended) {
                String size = Radio.line(in);
                if (!size.isEmpty()) {
                    left = Integer.parseInt(size, 16);
                    ended = left == 0;
                }
            }
            if (ended) {
                return -1;
            }
            left--;
            return in.read();
        }
    }
}
