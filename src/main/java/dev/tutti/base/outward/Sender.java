package dev.tutti.base.outward;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts something to an address that a stranger has written down. The IP addresses behind a name are looked up once, all of
 * them are checked, and one of them is what is connected to: {@code java.net.http} looks the name up by itself, a second
 * time, when it may mean another (decision 0021). A redirect is an answer like any other. One request a connection.
 */
public final class Sender implements AutoCloseable {
    private final Rules rules;
    private final Names names;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService timer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param within how long all of it may take. A look-up of the name that takes longer is not cut short, but nothing is
     *     sent after it
     * @param anywhere whether what only we can reach may be reached too
     */
    public record Rules(Duration within, boolean anywhere) {}

    /** Who knows which addresses a name stands for. */
    public interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param timer ends what takes too long; never blocked */
    public Sender(Rules rules, Names names, SSLSocketFactory tls, ScheduledExecutorService timer) {
        this.rules = rules;
        this.names = names;
        this.tls = tls;
        this.timer = timer;
    }

    /**
     * @param headers beside those that every request has; their values are ours and hold no line ends
     * @throws Unreached when no answer came, for whatever reason
     */
    public Answered post(Destination to, Map<String, String> headers, byte[] body) throws Unreached {
        long deadline = System.nanoTime() + rules.within().toNanos();
        InetAddress address = address(to);
        int millis = left(deadline);
        try (Socket socket = new Socket()) {
            open.add(socket);
            // The plain one even under TLS, whose own close may wait for the other side.
            Future<?> end = timer.schedule(() -> cut(socket), millis, TimeUnit.MILLISECONDS);
            try {
                connect(socket, new InetSocketAddress(address, to.port()), millis);
                return exchange(socket, to, request(to, headers, body));
            } finally {
                end.cancel(false);
                open.remove(socket);
            }
        } catch (Unreached known) {
            throw known;
        } catch (IOException failure) {
            boolean late = System.nanoTime() - deadline >= 0;
            throw late ? Unreached.late(failure) : new Unreached("it could not be reached", failure);
        }
    }

    /** Ends whatever is under way. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Sender::cut);
    }

    /**
     * @return the milliseconds that are left, rounded up
     * @throws Unreached when none are: somebody else may have taken it for failed by now, and sent it and what follows
     */
    private static int left(long deadline) throws Unreached {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw Unreached.late(new SocketTimeoutException("looking the name up took all of the time"));
        }
        // What ends with them must find that the deadline is over.
        return (int) TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }

    private void connect(Socket socket, InetSocketAddress address, int millis) throws IOException {
        if (closed) {
            throw new Unreached("this node is stopping");
        }
        socket.connect(address, millis);
        socket.setSoTimeout(millis);
    }

    private Answered exchange(Socket socket, Destination to, byte[] request) throws IOException {
        Socket wire = to.secure() ? secured(socket, to) : socket;
        wire.getOutputStream().write(request);
        wire.getOutputStream().flush();
        return ResponseHead.read(new BufferedInputStream(wire.getInputStream()));
    }

    /** The certificate must be one for the name that was written down. */
    private Socket secured(Socket socket, Destination to) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, to.host(), to.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** If one of several is closed to us, so are the others: nobody means both. */
    private InetAddress address(Destination to) throws Unreached {
        InetAddress[] found;
        try {
            found = names.resolve(to.host());
        } catch (UnknownHostException unknown) {
            throw new Unreached("its name is not known", unknown);
        }
        for (InetAddress address : found) {
            if (!rules.anywhere() && !Surroundings.isPublic(address)) {
                throw new Unreached("its address is not a public one");
            }
        }
        return found[0];
    }

    private static byte[] request(Destination to, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder("POST ")
                .append(to.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(to.authority())
                .append("\r\nUser-Agent: Tutti\r\nConnection: close\r\nContent-Length: ")
                .append(body.length);
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // then there is nothing to end
        }
    }
}
