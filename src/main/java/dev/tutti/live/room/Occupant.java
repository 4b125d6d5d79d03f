package dev.tutti.live.room;

import dev.tutti.base.identity.UserId;
import java.util.UUID;

/** A connection that is in a room, and whose it is. */
public record Occupant(UserId user, UUID connection) {}
