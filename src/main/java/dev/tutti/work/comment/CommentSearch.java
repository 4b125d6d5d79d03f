package dev.tutti.work.comment;

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

/** Finds comments by their texts, under the title of their task; those of a task in the trash are not found. */
@ApplicationScoped
class CommentSearch implements Searchable {
    private static final TextIndex.Table COMMENTS = new TextIndex.Table(
            "cast(x.workspace_id as varchar(36)), cast(x.id as varchar(36)), cast(x.task_id as varchar(36)), t.title,"
                    + " x.text, cast(extract(epoch from x.created_at) * 1000 as bigint)",
            "task_comment x join task t on t.workspace_id = x.workspace_id and t.id = x.task_id",
            "x.text",
            "t.trashed_at is null");

    @Inject
    TextIndex index;

    @Override
    public String kind() {
        return "comment";
    }

    @Override
    public List<Found> find(Terms terms, Collection<UUID> workspaces, int limit) {
        return index.find(COMMENTS, terms, workspaces, limit).stream()
                .map(row -> new Found(
                        kind(),
                        UUID.fromString((String) row[0]),
                        UUID.fromString((String) row[1]),
                        Optional.of(UUID.fromString((String) row[2])),
                        Optional.empty(),
                        (String) row[3],
                        false,
                        (String) row[4],
                        Instant.ofEpochMilli(((Number) row[5]).longValue())))
                .toList();
    }
}
