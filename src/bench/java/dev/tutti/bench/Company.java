package dev.tutti.bench;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Load;
import dev.tutti.bench.load.Publisher;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Tally;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everybody who follows the rooms of a server, and the load that is put on it. */
record Company(Crowd crowd, Publisher publisher, Load load) implements AutoCloseable {
    private static final int ENTERING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    static Company in(Arena arena, Shape shape) throws IOException {
        return in(arena, shape, shape.rooms());
    }

    /** @param heard in how many of the rooms anything is said; in the others they wait */
    static Company in(Arena arena, Shape shape, int heard) throws IOException {
        Tally tally = new Tally(shape.size());
        Crowd crowd = new Crowd(arena.address(), tally, ENTERING);
        try {
            List<Script> scripts = new ArrayList<>();
            for (int room = 0; room < shape.rooms(); room++) {
                for (int seat = 0; seat < shape.size(); seat++) {
                    scripts.add(arena.subscriber(room, seat));
                }
            }
            crowd.join(scripts, PATIENCE);
            Publisher publisher = arena.publisher(crowd);
            return new Company(crowd, publisher, new Load(crowd, tally, publisher, heard));
        } catch (IOException | RuntimeException failure) {
            crowd.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        publisher.close();
        crowd.close();
    }
}
