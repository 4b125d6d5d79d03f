package dev.tutti.base.identity;

import java.util.UUID;

/** Names a person's account. */
public record UserId(UUID value) implements Comparable<UserId> {
    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
