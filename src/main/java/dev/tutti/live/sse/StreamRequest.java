package dev.tutti.live.sse;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What somebody wants to hear.
 *
 * @param workspaces beside the inbox
 * @param since where they are, if they have heard something before
 */
record StreamRequest(Set<UUID> workspaces, Optional<EventId> since) {
    /** How many workspaces one stream follows at most: their positions are in every event's id. */
    static final int WORKSPACES = 20;

    /** @throws Problem.Invalid when a parameter is not what it should be */
    static StreamRequest read(HttpServletRequest request) {
        Set<UUID> workspaces = new LinkedHashSet<>();
        Stream.ofNullable(request.getParameterValues("workspace"))
                .flatMap(Stream::of)
                .limit(WORKSPACES + 1)
                .forEach(text -> workspaces.add(workspace(text)));
        if (workspaces.size() > WORKSPACES) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "workspace", "may stand there " + WORKSPACES + " times, once for each.");
        }
        Optional<String> since = Optional.ofNullable(request.getHeader("Last-Event-ID"))
                .filter(id -> !id.isEmpty())
                .or(() -> Optional.ofNullable(request.getParameter("after")));
        return new StreamRequest(workspaces, since.map(EventId::parse));
    }

    /** @return every journal to follow, and from where */
    Map<StreamId, Optional<Position>> journals(UserId user) {
        Map<StreamId, Optional<Position>> journals = new LinkedHashMap<>();
        journals.put(StreamId.inbox(user), Optional.empty());
        workspaces.forEach(workspace -> journals.put(StreamId.workspace(workspace), Optional.empty()));
        journals.replaceAll((stream, nothing) -> since.flatMap(id -> id.of(stream)));
        return journals;
    }

    private static UUID workspace(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below, like every other value that is no id
        }
        throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "workspace", "must be the id (a UUID) of a workspace.");
    }
}
