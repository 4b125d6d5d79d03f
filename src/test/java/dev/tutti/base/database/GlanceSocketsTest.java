package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On a socket that is looked at")
class GlanceSocketsTest {
    private ServerSocket server;
    private Socket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new GlanceSockets().createSocket();
        socket.connect(server.getLocalSocketAddress());
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        socket.close();
        server.close();
    }

    @Test
    @DisplayName("a look does not wait where nothing has come")
    void nothing() throws IOException {
        socket.setSoTimeout(1);
        SocketTimeoutException answer = assertThrows(
                SocketTimeoutException.class, () -> socket.getInputStream().read(new byte[8]));
        // The socket's own, after a wait, has one.
        assertEquals(0, answer.getStackTrace().length);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }

    @Test
    @DisplayName("a look finds what has come")
    void something() throws IOException {
        peer.getOutputStream().write(new byte[] {1, 2});
        awaitBytes();
        socket.setSoTimeout(1);
        assertEquals(1, socket.getInputStream().read());
        assertArrayEquals(new byte[] {2}, socket.getInputStream().readNBytes(1));
    }

    @Test
    @DisplayName("who may wait for longer waits")
    void waits() throws IOException {
        socket.setSoTimeout(2);
        SocketTimeoutException waited = assertThrows(
                SocketTimeoutException.class, () -> socket.getInputStream().read());
        assertNotEquals(0, waited.getStackTrace().length);
        socket.setSoTimeout(0);
        Thread later = new Thread(() -> {
            try {
                peer.getOutputStream().write(7);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        later.start();
        assertEquals(7, socket.getInputStream().read());
    }

    @Test
    @DisplayName("the end is found by whoever reads")
    void end() throws IOException {
        peer.close();
        assertEquals(-1, socket.getInputStream().read());
    }

    private void awaitBytes() throws IOException {
        while (socket.getInputStream().available() < 2) {
            Thread.onSpinWait();
        }
    }
}
