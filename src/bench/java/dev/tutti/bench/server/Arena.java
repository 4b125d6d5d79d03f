package dev.tutti.bench.server;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Publisher;
import dev.tutti.bench.load.Script;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Rooms of a running server, ready to be followed. */
public interface Arena {
    InetSocketAddress address();

    Usage usage();

    /** @param seat tells those of one room apart */
    Script subscriber(int room, int seat);

    /** @return one who gets in, and follows nothing */
    Script visitor(int seat);

    /** @param crowd to which those belong who publish over a socket */
    Publisher publisher(Crowd crowd) throws IOException;
}
