package dev.tutti.base.identity;

import java.util.UUID;

/**
 * Names whoever does something: a person's account, or an integration. The two are told apart by the id itself, wherever
 * one is kept: an integration's is a UUID of version 8, which no account has.
 */
public record UserId(UUID value) implements Comparable<UserId> {
    private static final int INTEGRATION = 8;
    private static final long VERSION_BITS = 0xF000L;

    /** @return an integration's id made of one that is new */
    public static UserId ofIntegration(UUID fresh) {
        long high = fresh.getMostSignificantBits() & ~VERSION_BITS | (long) INTEGRATION << 12;
        return new UserId(new UUID(high, fresh.getLeastSignificantBits()));
    }

    public boolean isIntegration() {
        return value.version() == INTEGRATION;
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
