package dev.tutti.bench.server;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Publisher;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Publishes over a socket, and waits for no answer. */
final class Speaker implements Publisher {
    private final Subscriber connection;
    private final Saying saying;

    @FunctionalInterface
    interface Saying {
        void say(Subscriber connection, int room, int number) throws IOException;
    }

    Speaker(Crowd crowd, Script script, Saying saying) {
        crowd.join(List.of(script), Duration.ofSeconds(30));
        List<Subscriber> all = crowd.all();
        connection = all.get(all.size() - 1);
        this.saying = saying;
    }

    @Override
    public void publish(int room, int number) throws IOException {
        saying.say(connection, room, number);
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public void close() {
        // goes with the crowd
    }
}
