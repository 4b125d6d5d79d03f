package dev.tutti.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to a server of which the test says when it breaks: cut, so that both ends know, or half-open, so that none does
 * and what is sent is lost on the way.
 */
public final class Link implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean asksPass = true;
    private volatile boolean answersPass = true;
    private volatile boolean open = true;

    /** @param target the port on this machine that the line leads to */
    public Link(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    /** @return the port of the near end */
    public int port() {
        return door.getLocalPort();
    }

    /** @return how many bytes have come out at the far end so far */
    public long asked() {
        return asked.get();
    }

    /** @return how many bytes have come back out at the near end so far */
    public long answered() {
        return answered.get();
    }

    /** Ends all connections; new ones are let through. */
    public void cut() {
        List.copyOf(sockets).forEach(Link::shut);
    }

    /** From now on whoever comes is sent away at once, as where nobody listens; those who are there are cut. */
    public void refuse() {
        open = false;
        cut();
    }

    /** Nothing passes any more, and nobody is told; those who come are taken in and hear nothing. */
    public void freeze() {
        asksPass = false;
        answersPass = false;
    }

    /** What is answered would arrive, if anything that is asked did. */
    public void loseAsks() {
        asksPass = false;
    }

    /** What is asked arrives, what is answered does not. */
    public void loseAnswers() {
        answersPass = false;
    }

    /** Everything passes again that is sent from now on. */
    public void mend() {
        asksPass = true;
        answersPass = true;
        open = true;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException gone) {
            // as it should be
        }
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (!open) {
                    shut(near);
                    continue;
                }
                connect(near);
            } catch (IOException over) {
                // the door was closed
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(near);
            sockets.add(far);
            start(() -> pass(near, far, true));
            start(() -> pass(far, near, false));
        } catch (IOException nobodyThere) {
            shut(near);
        }
    }

    private void pass(Socket from, Socket to, boolean asks) {
        byte[] some = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                if (asks ? asksPass : answersPass) {
                    out.write(some, 0, read);
                    out.flush();
                    (asks ? asked : answered).addAndGet(read);
                }
            }
        } catch (IOException over) {
            // then it is over
        } finally {
            shut(from);
            shut(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void shut(Socket socket) {
        try {
            // Without lingering, so that the other end hears of it at once.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // as it should be
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }
}
