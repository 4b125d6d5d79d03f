package dev.tutti.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of a WebSocket. Of each frame it reads the head and looks where an event has its number, and nothing else,
 * unless it is one that {@linkplain #checks() checks}. Belongs to the thread of its {@link Crowd}.
 */
public final class Subscriber {
    private static final Pattern PROTOCOL = Pattern.compile("(?i)\r\nSec-WebSocket-Protocol: *([^\r]*)\r");
    private static final byte[] NOTHING = {};
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int WHOLE = 0x80;
    private static final int HEAD_AT_MOST = 8_192;

    private enum State {
        ASKING,
        TALKING,
        IN,
        GONE
    }

    private final Crowd crowd;
    private final Script script;
    private State state = State.ASKING;
    private Optional<SocketChannel> channel = Optional.empty();
    /** The beginning of a frame of which the rest has not come. */
    private byte[] carry = NOTHING;

    /** Written by the crowd's thread alone. */
    private volatile int heard;

    private boolean checks;
    private OptionalLong last = OptionalLong.empty();

    Subscriber(Crowd crowd, Script script) {
        this.crowd = crowd;
        this.script = script;
    }

    /** @return how many events it has heard */
    public int heard() {
        return heard;
    }

    /** From here on every event is taken apart, and its place in the order looked at. */
    void checks() {
        checks = true;
        last = OptionalLong.empty();
    }

    void connect(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = Optional.of(opened);
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Thousands that go at the same time would leave no port to those who come after them.
        opened.setOption(StandardSocketOptions.SO_LINGER, 0);
        boolean there = opened.connect(address);
        opened.register(selector, there ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (there) {
            ask();
        }
    }

    void connected(SelectionKey key) throws IOException {
        channel.orElseThrow().finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        ask();
    }

    private void ask() throws IOException {
        StringBuilder request = new StringBuilder("GET ")
                .append(script.target())
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
                .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        script.headers().forEach(line -> request.append(line).append("\r\n"));
        write(ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** @param buffer everybody's, for the time of this call */
    void read(ByteBuffer buffer, long now) throws IOException {
        buffer.clear().put(carry);
        carry = NOTHING;
        if (channel.orElseThrow().read(buffer) < 0) {
            throw new IOException("the server has closed the connection");
        }
        buffer.flip();
        if (state == State.ASKING && !hasHead(buffer)) {
            keep(buffer);
            return;
        }
        while (state != State.GONE && frame(buffer, now)) {
            // as long as there is a whole one
        }
        keep(buffer);
    }

    private void keep(ByteBuffer buffer) {
        if (buffer.hasRemaining()) {
            carry = new byte[buffer.remaining()];
            buffer.get(carry);
        }
    }

    private boolean hasHead(ByteBuffer buffer) throws IOException {
        byte[] begun = new byte[Math.min(buffer.remaining(), HEAD_AT_MOST)];
        buffer.get(0, begun);
        String head = new String(begun, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + head);
        }
        buffer.position(end + 4);
        Matcher protocol = PROTOCOL.matcher(head);
        state = State.TALKING;
        does(script.opened(protocol.find() ? Optional.of(protocol.group(1).strip()) : Optional.empty()));
        return true;
    }

    private boolean frame(ByteBuffer buffer, long now) throws IOException {
        int start = buffer.position();
        int there = buffer.remaining();
        if (there < 2) {
            return false;
        }
        int first = buffer.get(start) & 0xFF;
        int length = buffer.get(start + 1) & 0x7F;
        int head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (there < head) {
            return false;
        }
        if (head == 4) {
            length = buffer.getShort(start + 2) & 0xFFFF;
        } else if (head == 10) {
            length = Math.toIntExact(buffer.getLong(start + 2));
        }
        if (there < head + length) {
            if (head + length > buffer.capacity()) {
                throw new IOException("a frame of " + length + " bytes");
            }
            return false;
        }
        int body = start + head;
        buffer.position(body + length);
        if ((first & WHOLE) == 0) {
            throw new IOException("a message in parts");
        }
        take(first & 0xF, buffer, body, body + length, now);
        return true;
    }

    private void take(int kind, ByteBuffer buffer, int body, int end, long now) throws IOException {
        switch (kind) {
            case TEXT, BINARY -> message(buffer, body, end, now);
            case PING -> send(PONG, bytes(buffer, body, end));
            case CLOSE ->
                throw new IOException("closed by the server with "
                        + (end - body < 2 ? "no code" : buffer.getShort(body) + " " + text(buffer, body + 2, end)));
            default -> {
                // a pong that nobody has asked for
            }
        }
    }

    private void message(ByteBuffer buffer, int body, int end, long now) throws IOException {
        int line = body;
        while (line < end) {
            int next = script.hasLines() ? newline(buffer, line, end) : end;
            int number = state == State.IN ? crowd.mark().in(buffer, line, next) : -1;
            if (number >= 0) {
                if (checks) {
                    check(bytes(buffer, line, next));
                }
                heard = heard + 1;
                crowd.ear().delivered(number, now);
            } else {
                does(script.hears(text(buffer, line, next)));
            }
            line = next + 1;
        }
    }

    private static int newline(ByteBuffer buffer, int from, int end) {
        int at = from;
        while (at < end && buffer.get(at) != '\n') {
            at++;
        }
        return at;
    }

    private void check(byte[] event) throws IOException {
        long order = script.order(event);
        if (last.isPresent() && order != last.getAsLong() + 1) {
            throw new IOException("heard " + order + " after " + last.getAsLong());
        }
        last = OptionalLong.of(order);
    }

    private void does(Script.Step step) throws IOException {
        if (step instanceof Script.Step.Say say) {
            send(TEXT, say.text().getBytes(StandardCharsets.UTF_8));
        } else if (step instanceof Script.Step.In && state == State.TALKING) {
            state = State.IN;
            crowd.isIn();
        }
    }

    /** May be called from any one thread besides, if that is the only one that has this client say something. */
    public void says(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void says(byte[] message) throws IOException {
        send(BINARY, message);
    }

    private void send(int kind, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(body.length + 14).put((byte) (WHOLE | kind));
        if (body.length < 126) {
            frame.put((byte) (0x80 | body.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) body.length);
        }
        // A mask of zeroes is one too.
        write(frame.putInt(0).put(body).flip());
    }

    private synchronized void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.orElseThrow().write(bytes) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    boolean isAbsent() {
        return state == State.GONE;
    }

    void goes() {
        state = State.GONE;
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException alreadyGone) {
                // which is what was wanted
            }
        });
    }

    private static byte[] bytes(ByteBuffer buffer, int from, int to) {
        byte[] copy = new byte[to - from];
        buffer.get(from, copy);
        return copy;
    }

    private static String text(ByteBuffer buffer, int from, int to) {
        return new String(bytes(buffer, from, to), StandardCharsets.UTF_8);
    }
}
