package dev.tutti.bench.load;

import java.io.IOException;

/** Makes everybody in a room hear something. */
public interface Publisher extends AutoCloseable {
    /** @param number which the event tells, in eight hexadecimal digits behind {@code n=0x} */
    void publish(int room, int number) throws IOException;

    /** @return from how many threads it may be called: one that waits for an answer does with one what it could do with many */
    int atOnce();

    @Override
    void close();
}
