package dev.tutti.live.bus;

import java.util.UUID;

/** One node for as long as it runs: started anew it is another one. */
public record NodeId(UUID value) {
    public static NodeId random() {
        return new NodeId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
