package dev.tutti.bench.load;

/** Is told of every event that a client hears, by the thread of its crowd. */
@FunctionalInterface
public interface Ear {
    /** @param now by {@link System#nanoTime} */
    void delivered(int number, long now);
}
