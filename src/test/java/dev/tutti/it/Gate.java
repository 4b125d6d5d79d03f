package dev.tutti.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the server that can be cut, for programs that are not ours to cut. */
final class Gate implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Gate() throws IOException {
        runs(() -> {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(ServerIT.BASE.getHost(), ServerIT.BASE.getPort());
                open.add(near);
                open.add(far);
                runs(() -> passes(near, far));
                runs(() -> passes(far, near));
            }
        });
    }

    /** @return where the server is for those who come through here */
    URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + ServerIT.BASE.getPath());
    }

    /** Ends every connection; the next ones get through. */
    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private static void passes(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void runs(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException ended) {
                        // As connections, and the gate, do.
                    }
                },
                "gate");
        thread.setDaemon(true);
        thread.start();
    }
}
