package dev.tutti.live.inspect;

import dev.tutti.live.hub.Glimpse;
import java.util.UUID;

/** A connection, and the node that has it. */
public record Connected(UUID node, Glimpse connection) {}
