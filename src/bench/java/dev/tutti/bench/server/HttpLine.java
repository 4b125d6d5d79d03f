package dev.tutti.bench.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A connection for one call after the other: it costs the machine less than a whole HTTP client would. */
final class HttpLine implements AutoCloseable {
    /** Less than after which any server ends a connection on which nothing is asked. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Socket socket = new Socket();
    private final InputStream in;
    private long answeredAt = System.nanoTime();
    /** The server has said that it takes no more calls here: Payara after 250. */
    private boolean ended;

    HttpLine(InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(address);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @return whether it can be called once more */
    boolean isOpen() {
        return !ended && System.nanoTime() - answeredAt < IDLE_NANOS;
    }

    /** @throws IOException unless the answer is one of success */
    void post(String path, String token, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        socket.getOutputStream().write(request);
        answer();
    }

    private void answer() throws IOException {
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith("connection:")) {
                ended = header.contains("close");
            }
        }
        String body = chunked ? chunks() : text(length);
        answeredAt = System.nanoTime();
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(status + " " + body);
        }
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            long length = Long.parseLong(line().split(";")[0].strip(), 16);
            body.append(text(length));
            line();
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private String text(long length) throws IOException {
        return new String(in.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
    }
}
