package dev.tutti.work.chat;

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

/** Finds messages by their texts; deleted ones have none. */
@ApplicationScoped
class MessageSearch implements Searchable {
    private static final TextIndex.Table MESSAGES = new TextIndex.Table(
            "cast(x.workspace_id as varchar(36)), cast(x.id as varchar(36)), x.room, x.text,"
                    + " cast(extract(epoch from x.created_at) * 1000 as bigint)",
            "chat_message x",
            "coalesce(x.text, '')",
            "x.deleted_at is null");

    @Inject
    TextIndex index;

    @Override
    public String kind() {
        return "message";
    }

    @Override
    public List<Found> find(Terms terms, Collection<UUID> workspaces, int limit) {
        return index.find(MESSAGES, terms, workspaces, limit).stream()
                .map(row -> new Found(
                        kind(),
                        UUID.fromString((String) row[0]),
                        UUID.fromString((String) row[1]),
                        Optional.empty(),
                        Conversation.room((String) row[2]),
                        "",
                        false,
                        (String) row[3],
                        Instant.ofEpochMilli(((Number) row[4]).longValue())))
                .toList();
    }
}
