package dev.tutti.work.activity;

import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of a workspace's journal, in the form in which events tell it.
 *
 * @param ts when, in milliseconds, for people: the order is that of {@code seq}
 * @param mark the entry's own id
 * @param actor who did it; empty where nobody did, but the server of its own accord
 */
public record Happened(
        String type,
        JsonObject payload,
        long ts,
        UUID workspaceId,
        long seq,
        UUID mark,
        Optional<Actor> actor,
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
                Optional.of(entry.who())
                        .filter(Author::isSomebody)
                        .map(author -> new Actor(author.id().value(), author.name())),
                entry.who().echo().mutationId());
    }
}
