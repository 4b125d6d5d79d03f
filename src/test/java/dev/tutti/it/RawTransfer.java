package dev.tutti.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A file on its way over HTTP, byte by byte, as slowly as a test wants. */
final class RawTransfer implements AutoCloseable {
    /** Shorter than a server waits for a body of which nothing comes. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    private RawTransfer(String request) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(ServerIT.BASE.getHost(), ServerIT.BASE.getPort()));
            in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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

    int status() {
        return Integer.parseInt(line().split(" ")[1]);
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
