package dev.tutti.bench.server;

import dev.tutti.bench.load.Publisher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntFunction;

/** Publishes by calls over HTTP, each of which is answered when it is committed. */
final class Writer implements Publisher {
    private static final int AT_ONCE = 32;

    private final InetSocketAddress address;
    private final List<Workspace> workspaces;
    private final String path;
    private final IntFunction<String> body;
    private final Deque<HttpLine> idle = new ConcurrentLinkedDeque<>();

    /**
     * @param path under the workspace's own
     * @param body of the call, by the number that is told
     */
    Writer(InetSocketAddress address, List<Workspace> workspaces, String path, IntFunction<String> body) {
        this.address = address;
        this.workspaces = workspaces;
        this.path = path;
        this.body = body;
    }

    @Override
    public void publish(int room, int number) throws IOException {
        HttpLine line = idle.poll();
        if (line == null) {
            line = new HttpLine(address);
        }
        Workspace workspace = workspaces.get(room);
        line.post(
                "/api/workspaces/" + workspace.id() + "/" + path,
                workspace.people().get(0).token(),
                body.apply(number));
        idle.push(line);
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
