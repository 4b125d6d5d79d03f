package dev.tutti.bench.server;

import dev.tutti.bench.load.Publisher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Publishes by calls over HTTP, each of which is answered when it is committed. */
final class Writer implements Publisher {
    private static final int AT_ONCE = 32;

    private final InetSocketAddress address;
    private final List<Workspace> workspaces;
    private final Deed deed;
    private final Deque<HttpLine> idle = new ConcurrentLinkedDeque<>();

    Writer(InetSocketAddress address, List<Workspace> workspaces, Deed deed) {
        this.address = address;
        this.workspaces = workspaces;
        this.deed = deed;
    }

    @Override
    public void publish(int room, int number) throws IOException {
        HttpLine line = line();
        Workspace workspace = workspaces.get(room);
        line.post(
                "/api/workspaces/" + workspace.id() + "/" + deed.path(),
                workspace.people().get(0).token(),
                deed.body(number));
        idle.push(line);
    }

    private HttpLine line() throws IOException {
        for (HttpLine line = idle.poll(); line != null; line = idle.poll()) {
            if (line.isOpen()) {
                return line;
            }
            line.close();
        }
        return new HttpLine(address);
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void close() {
        idle.forEach(HttpLine::close);
        idle.clear();
    }
}
