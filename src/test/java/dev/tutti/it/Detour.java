package dev.tutti.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A way to the server that does to browsers what proxies and networks do: it refuses what it does not know, keeps answers
 * to itself until they are whole, loses them, and falls silent without a word. Each connection carries one request.
 */
final class Detour implements AutoCloseable {
    private static final Predicate<String> NONE = head -> false;
    private static final byte[] REFUSAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);

    private final URI server;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicReference<Predicate<String>> lost = new AtomicReference<>(NONE);
    private volatile Predicate<String> refused = NONE;
    private volatile Predicate<String> gathered = NONE;

    private Detour(URI server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    static Detour to(URI server) {
        return new Detour(server);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + server.getPath());
    }

    /** @param requests by their first lines and headers: from now on they get 403 */
    void refuses(Predicate<String> requests) {
        refused = requests;
    }

    /** @param requests whose answers are passed on when they are whole: a stream is never */
    void gathers(Predicate<String> requests) {
        gathered = requests;
    }

    /** @param requests the next of which reaches the server, and whose answer reaches nobody */
    void loses(Predicate<String> requests) {
        lost.set(requests);
    }

    /** Ends all connections that there are. */
    void cuts() {
        lines.forEach(Line::close);
    }

    /** Nothing passes on the connections that there are; nobody is told. Those to come are well. */
    void fallsSilent() {
        lines.forEach(line -> line.isSilent = true);
    }

    /** @return how many sockets were asked for, streams opened and so on, whatever came of it */
    long asked(Predicate<String> requests) {
        return heads.stream().filter(requests).count();
    }

    /** @return how many connections there are whose requests were such */
    long open(Predicate<String> requests) {
        return lines.stream().filter(line -> requests.test(line.head)).count();
    }

    static Predicate<String> requests(String part) {
        return head -> head.contains(part);
    }

    static Predicate<String> sockets() {
        return requests("Upgrade: websocket");
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException alreadyClosed) {
            // It is what was wanted.
        }
        cuts();
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            heads.add(head);
            if (refused.test(head)) {
                client.getOutputStream().write(REFUSAL);
                return;
            }
            try (Socket toServer = new Socket(server.getHost(), server.getPort())) {
                Line line = new Line(head, client, toServer);
                lines.add(line);
                try {
                    line.carry();
                } finally {
                    lines.remove(line);
                }
            }
        } catch (IOException over) {
            // One of the two has gone, which is not for a way to judge.
        }
    }

    private static String head(InputStream from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = from.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** One connection, to its end. */
    private final class Line {
        private final String head;
        private final Socket client;
        private final Socket toServer;
        private volatile boolean isSilent;

        Line(String head, Socket client, Socket toServer) {
            this.head = head;
            this.client = client;
            this.toServer = toServer;
        }

        void carry() throws IOException {
            String sent = sockets().test(head) ? head : head.replaceFirst("(?m)^Connection: .*$", "Connection: close");
            toServer.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    pump(client.getInputStream(), toServer.getOutputStream());
                } catch (IOException over) {
                    // The other direction finds out as well.
                }
                close();
            });
            if (isLost()) {
                toServer.getInputStream().read();
            } else if (gathered.test(head)) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                pump(toServer.getInputStream(), whole);
                whole.writeTo(client.getOutputStream());
            } else {
                pump(toServer.getInputStream(), client.getOutputStream());
            }
        }

        private boolean isLost() {
            Predicate<String> now = lost.get();
            return now.test(head) && lost.compareAndSet(now, NONE);
        }

        private void pump(InputStream from, OutputStream to) throws IOException {
            byte[] some = new byte[16 * 1024];
            for (int size = from.read(some); size >= 0; size = from.read(some)) {
                if (!isSilent) {
                    to.write(some, 0, size);
                }
            }
        }

        void close() {
            for (Socket socket : List.of(client, toServer)) {
                try {
                    socket.close();
                } catch (IOException alreadyClosed) {
                    // It is what was wanted.
                }
            }
        }
    }
}
