package dev.tutti.bench.server;

/**
 * Who is where.
 *
 * @param size how many subscribers each room has
 */
public record Shape(int rooms, int size) {
    public int subscribers() {
        return rooms * size;
    }

    @Override
    public String toString() {
        return rooms == 1 ? "%,d subscribers in one room".formatted(size) : "%,d rooms of %,d".formatted(rooms, size);
    }
}
