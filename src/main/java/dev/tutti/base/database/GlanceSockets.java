package dev.tutti.base.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets on which a look whether anything has come does not wait. PostgreSQL's driver looks by a read that may wait for a
 * millisecond, the least that there is; {@link HealingConnection} has it look before each transaction, where the
 * millisecond, and the stack trace of its end, are dear. The driver makes one of these by its name, and connects what it
 * makes.
 *
 * <p>An end without a word is no byte, so a look does not see it; whoever reads does.
 */
public final class GlanceSockets extends SocketFactory {
    /** The most that a read may wait to be taken for a look. */
    private static final int LOOK_MILLIS = 1;

    @Override
    public Socket createSocket() {
        return new Glance();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private static Socket connected(InetSocketAddress place) throws IOException {
        return connected(place, new InetSocketAddress(0));
    }

    private static Socket connected(InetSocketAddress place, InetSocketAddress from) throws IOException {
        Socket socket = new Glance();
        socket.bind(from);
        socket.connect(place);
        return socket;
    }

    private static final class Glance extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new Ear(super.getInputStream(), this);
        }
    }

    private static final class Ear extends FilterInputStream {
        private final Socket socket;

        private Ear(InputStream in, Socket socket) {
            super(in);
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            glance();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                glance();
            }
            return super.read(bytes, offset, length);
        }

        private void glance() throws IOException {
            if (socket.getSoTimeout() == LOOK_MILLIS && available() == 0) {
                throw new NothingYet();
            }
        }
    }

    private static final class NothingYet extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        private NothingYet() {
            super("nothing has come");
        }

        /** It is an answer, and nobody's fault. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
