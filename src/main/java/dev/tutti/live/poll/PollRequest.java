package dev.tutti.live.poll;

import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody asks for.
 *
 * @param workspace whose journal; the caller's inbox where there is none
 * @param after the position that they have reached; without one they ask where the journal ends
 * @param limit how many events at most
 * @param patience how long they will wait for the first
 */
record PollRequest(Optional<UUID> workspace, Optional<Position> after, int limit, Duration patience) {
    private static final int MAX_WAIT = 25;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern PATH = Pattern.compile("/api/workspaces/([^/]+)/events/?");
    private static final String INBOX = "/api/notifications/events";

    /** @return whether the request asks for events at all */
    static boolean fits(HttpServletRequest request) {
        String path = path(request);
        return path.equals(INBOX) || PATH.matcher(path).matches();
    }

    /** @return whether it brings an event to a workspace, which is for the REST API */
    static boolean publishes(HttpServletRequest request) {
        return request.getMethod().equals("POST") && !path(request).equals(INBOX);
    }

    /** @return what may be done at the address, for whoever tried something else */
    static String methods(HttpServletRequest request) {
        return path(request).equals(INBOX) ? "GET" : "GET, POST";
    }

    /** @throws Problem.Invalid when a parameter is not what it should be */
    static PollRequest read(HttpServletRequest request) {
        return new PollRequest(
                workspace(path(request)),
                Optional.ofNullable(request.getParameter("after")).map(Position::parse),
                PageRequest.parse(request.getParameter("limit"), null).limit(),
                wait(Optional.ofNullable(request.getParameter("wait")).orElse("0")));
    }

    /** @throws Problem.Forbidden when it is not for an integration with that key */
    void mustBeOpenTo(Grant grant) {
        if (workspace.isEmpty()) {
            throw new Problem.Forbidden("This is for people: an integration has no inbox.");
        }
        grant.mustHold(Scope.READ);
    }

    StreamId stream(UserId caller) {
        return workspace.map(StreamId::workspace).orElseGet(() -> StreamId.inbox(caller));
    }

    /**
     * @return what to follow for it: the inbox in any case, which tells when the caller's sign-in ends. An integration has
     *     none; that its key is revoked the workspace's journal tells
     */
    Map<StreamId, Optional<Position>> journals(UserId caller) {
        Map<StreamId, Optional<Position>> journals = new LinkedHashMap<>();
        if (!caller.isIntegration()) {
            journals.put(StreamId.inbox(caller), Optional.empty());
        }
        journals.put(stream(caller), after);
        return journals;
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private static Optional<UUID> workspace(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(matcher.group(1));
            if (id.toString().equalsIgnoreCase(matcher.group(1))) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException malformed) {
            // answered below, like everything else that names no workspace
        }
        throw new Problem.NotFound("workspace");
    }

    private static Duration wait(String seconds) {
        int wait = NUMBER.matcher(seconds).matches() ? Integer.parseInt(seconds) : -1;
        if (wait < 0 || wait > MAX_WAIT) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "wait", "must be a whole number of seconds from 0 to " + MAX_WAIT + ".");
        }
        return Duration.ofSeconds(wait);
    }
}
