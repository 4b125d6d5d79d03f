package dev.tutti.work.activity;

import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.Entry;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of a workspace's journal, in the form in which events tell it.
 *
 * @param ts when, in milliseconds, for people: the order is that of {@code seq}
 * @param mark the entry's own id
 */
public record Happened(
        String type,
        JsonObject payload,
        long ts,
        UUID workspaceId,
        long seq,
        UUID mark,
        Actor actor,
        Optional<String> mutationId) {
    /** Who did it, under the name that they had then. */
    public record Actor(UUID id, String name) {}

    static Happened of(Entry entry) {
        return new Happened(
                entry.what().type(),
                StrictJson.object(entry.what().payload()),
                entry.when().toEpochMilli(),
                entry.stream().id(),
                entry.seq(),
                entry.position().mark().orElseThrow(),
                new Actor(entry.who().id().value(), entry.who().name()),
                entry.who().echo().mutationId());
    }
}
