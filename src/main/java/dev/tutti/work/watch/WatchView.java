package dev.tutti.work.watch;

import dev.tutti.journal.Fact;
import java.util.UUID;

/**
 * Whether somebody watches a task. What they say of it is told in their inbox and nowhere else: who watches what is
 * nobody else's business.
 */
public record WatchView(UUID workspaceId, UUID taskId, boolean watching) implements Fact {
    @Override
    public String type() {
        return "task:watch";
    }
}
