package dev.tutti.live.presence;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How somebody is there.
 *
 * @param connections by how many connections
 */
public record Present(State state, int connections) {
    /** Whether they are at it. Of several connections, one at which they are is enough. */
    public enum State {
        ACTIVE,
        AWAY;

        /** @return the word that travels */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String word) {
            return Stream.of(values())
                    .filter(state -> state.wire().equals(word))
                    .findFirst();
        }

        State or(State other) {
            return this == ACTIVE ? this : other;
        }
    }

    Present and(Present elsewhere) {
        return new Present(state.or(elsewhere.state), connections + elsewhere.connections);
    }
}
