package dev.tutti.live.presence;

import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.SessionRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a node hear for a while who is in a workspace that nobody follows there, because somebody asked. The first who asks
 * waits for a moment, in which the other nodes answer; how many those are, nobody knows.
 */
final class Inquiries {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final Hub hub;
    private final SessionRegistry registry;
    private final Map<StreamId, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    Inquiries(Hub hub, SessionRegistry registry) {
        this.hub = hub;
        this.registry = registry;
    }

    /** Not to be called where nobody may wait. */
    void await(StreamId workspace) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = open.putIfAbsent(workspace, mine);
        if (before == null) {
            hub.hold(workspace);
            registry.after(MOMENT, () -> mine.complete(null));
            registry.after(WHILE, () -> {
                open.remove(workspace);
                hub.release(workspace);
            });
        }
        try {
            (before == null ? mine : before).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            // then what is known by now must do
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
