package dev.tutti.chaos;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody who knocks with a WebSocket handshake and does not stay: made of bytes, so that thousands cost next to nothing. */
final class Passer {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CLOSE = 0x88;

    private final URI server;
    private final String credential;

    private Passer(URI server, String credential) {
        this.server = server;
        this.credential = credential;
    }

    static Passer stranger(URI server) {
        return new Passer(server, "");
    }

    static Passer with(URI server, String token) {
        return new Passer(server, "Authorization: Bearer " + token + "\r\n");
    }

    /** @return the code with which the server closes what it has upgraded */
    int isTurnedAway() {
        try (Socket socket = knock()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            upgraded(in);
            while (true) {
                int kind = in.read();
                int length = in.read();
                if (length < 0) {
                    throw new EOFException("ended without a close");
                }
                byte[] payload = in.readNBytes(length == 126 ? in.read() << 8 | in.read() : length);
                if (kind == CLOSE) {
                    return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Is let in, and is gone.
     *
     * @param cut whether the connection is reset, as where a machine is gone, or ended, as where a program is
     */
    void comesAndGoes(boolean cut) {
        try (Socket socket = knock()) {
            upgraded(socket.getInputStream());
            if (cut) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Socket knock() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Version: 13\r\n" + credential + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static void upgraded(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IllegalStateException(head.toString());
        }
    }
}
