package dev.tutti.live.protocol;

import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.util.Optional;

/**
 * What somebody who asked to follow a journal is told.
 *
 * @param position where the journal ended at that moment
 * @param recovered whether they hear everything after the position that they brought
 * @param gap why not, if they brought one; they hear nothing until they ask anew
 * @param online how many people follow it on this node, they included
 */
public record Joined(StreamId stream, Position position, boolean recovered, Optional<Gap> gap, int online) {}
