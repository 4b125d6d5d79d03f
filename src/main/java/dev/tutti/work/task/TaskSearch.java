package dev.tutti.work.task;

import dev.tutti.base.search.Found;
import dev.tutti.base.search.Searchable;
import dev.tutti.base.search.Terms;
import dev.tutti.base.search.TextIndex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds tasks by their titles and descriptions; those in the trash are not found. */
@ApplicationScoped
class TaskSearch implements Searchable {
    private static final TextIndex.Table TASKS = new TextIndex.Table(
            "cast(x.workspace_id as varchar(36)), cast(x.id as varchar(36)), x.title, coalesce(x.description, ''),"
                    + " cast(extract(epoch from x.created_at) * 1000 as bigint)",
            "task x",
            "x.title || ' ' || coalesce(x.description, '')",
            "x.trashed_at is null");

    @Inject
    TextIndex index;

    @Override
    public String kind() {
        return "task";
    }

    @Override
    public List<Found> find(Terms terms, Collection<UUID> workspaces, int limit) {
        return index.find(TASKS, terms, workspaces, limit).stream()
                .map(row -> new Found(
                        kind(),
                        UUID.fromString((String) row[0]),
                        UUID.fromString((String) row[1]),
                        Optional.of(UUID.fromString((String) row[1])),
                        Optional.empty(),
                        (String) row[2],
                        true,
                        (String) row[3],
                        Instant.ofEpochMilli(((Number) row[4]).longValue())))
                .toList();
    }
}
