package dev.tutti.work.talk;

import java.util.List;
import java.util.UUID;

/**
 * An emoji and all who react with it.
 *
 * @param userIds at least one, in the order in which they came
 */
public record ReactionView(String emoji, List<UUID> userIds) {}
