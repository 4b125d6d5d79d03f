package dev.tutti.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A file on its way over HTTP, byte by byte, as slowly as a test wants. */
final class RawTransfer implements AutoCloseable {
    /** Longer than a server keeps a connection on which nothing moves any more. */
    private static final int PATIENCE_MILLIS = 90_000;
    /** Small, so that little of a large answer is on its way unread. */
    private static final int WINDOW = 4_096;

    private final Socket socket = new Socket();
    private final InputStream in;

    private RawTransfer(String request) {
        try {
            socket.setReceiveBufferSize(WINDOW);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(ServerIT.BASE.getHost(), ServerIT.BASE.getPort()));
            in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @return a request for a file */
    static RawTransfer from(Person person, String path) {
        return new RawTransfer(head("GET", person, path) + "\r\n");
    }

    /**
     * @param headers more lines, each with its end
     * @return a request that brings a file, of which nothing has been sent
     */
    static RawTransfer to(Person person, String path, String headers) {
        return new RawTransfer(
                head("POST", person, path) + "Content-Type: text/csv\r\nContent-Length: 100000\r\n" + headers + "\r\n");
    }

    private static String head(String method, Person person, String path) {
        return method + " " + ServerIT.BASE.getPath() + path + " HTTP/1.1\r\nHost: " + ServerIT.BASE.getAuthority()
                + "\r\nAuthorization: Bearer " + person.token + "\r\n";
    }

    /** Sends one byte. */
    RawTransfer offers(String one) {
        try {
            socket.getOutputStream().write(one.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return this;
    }

    /** Sends a byte now and then until there is an answer. */
    RawTransfer tricklesUntilAnswered() {
        try {
            while (in.available() == 0) {
                offers("x");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return this;
    }

    /** Takes a byte now and then while it is so. */
    RawTransfer drowsesWhile(BooleanSupplier condition) {
        try {
            while (condition.getAsBoolean()) {
                in.read();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return this;
    }

    int status() {
        return Integer.parseInt(line().split(" ")[1]);
    }

    /** @return all that still comes */
    String rest() {
        StringBuilder rest = new StringBuilder();
        byte[] some = new byte[65_536];
        try {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                rest.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException cutOff) {
            // which is an end as well
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return rest.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return line.toString().stripTrailing();
    }
}
