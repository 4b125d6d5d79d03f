package dev.tutti.live.socket;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.command.FeatureCommands;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Session;
import dev.tutti.live.protocol.ClientFrame;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.RoomName;
import dev.tutti.live.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;

/** What a client may ask over its socket (PROTOCOL.md, section 3); what is not about the connection, features do. */
@ApplicationScoped
class Commands {
    @Inject
    Hub hub;

    @Inject
    Authenticator authenticator;

    @Inject
    Rooms rooms;

    @Inject
    Frames frames;

    @Inject
    FeatureCommands features;

    @Inject
    Settings settings;

    /**
     * Does what the frame asks and answers it, if it wants an answer.
     *
     * @throws Problem when it cannot be done; the caller answers that
     */
    void perform(Session session, ClientFrame frame) {
        switch (frame.type()) {
            case "workspace:join" -> join(session, frame);
            case "workspace:leave" -> leave(session, frame);
            case "inbox:join" -> joinInbox(session, frame);
            case "auth:refresh" -> refresh(session, frame);
            case "room:join" -> joinRoom(session, frame);
            case "room:leave" -> leaveRoom(session, frame);
            case "ping" -> ping(session, frame);
            default ->
                succeed(
                        session,
                        frame,
                        features.perform(session.caller(), session.id(), frame).data());
        }
    }

    private void join(Session session, ClientFrame frame) {
        UUID workspace = frame.uuid("workspaceId");
        StreamId stream = StreamId.workspace(workspace);
        if (!session.follows(stream)
                && session.workspaces() >= settings.client().joins()) {
            Limit.JOINS_PER_CONNECTION.struck();
            throw new Problem.TooMuch("One connection follows at most "
                    + settings.client().joins() + " workspaces. Leave one, or open another connection.");
        }
        join(session, stream, frame);
    }

    private void joinInbox(Session session, ClientFrame frame) {
        join(session, StreamId.inbox(session.caller().id()), frame);
    }

    private void join(Session session, StreamId stream, ClientFrame frame) {
        hub.join(session, stream, frame.position(), joined -> frame.id().map(id -> frames.joined(id, joined)));
    }

    /** Lets the connection live as long as a new token of the same sign-in does. */
    private void refresh(Session session, ClientFrame frame) {
        Admission admission = authenticator.byToken(frame.text("token"));
        if (admission instanceof Admission.Admitted admitted) {
            session.renew(admitted.caller());
            succeed(session, frame);
        } else if (admission instanceof Admission.Expired expired) {
            throw new Problem.Unauthenticated(expired.message());
        } else if (admission instanceof Admission.Refused refused) {
            throw new Problem.Unauthenticated(refused.message());
        }
    }

    private void leave(Session session, ClientFrame frame) {
        UUID workspace = frame.uuid("workspaceId");
        hub.leave(session, StreamId.workspace(workspace), () -> succeed(session, frame));
    }

    private void joinRoom(Session session, ClientFrame frame) {
        Place place = place(frame);
        rooms.enter(
                session,
                place,
                within -> within.ifPresentOrElse(
                        occupants -> succeed(session, frame, place.with(occupants)),
                        () -> session.say(frames.refusal(
                                frame.id(),
                                new Problem.Conflict(
                                        "You do not follow this workspace now. Join it, and then its room.")))));
    }

    private void leaveRoom(Session session, ClientFrame frame) {
        rooms.leave(session, place(frame), () -> succeed(session, frame));
    }

    private Place place(ClientFrame frame) {
        StreamId workspace = StreamId.workspace(frame.uuid("workspaceId"));
        int most = settings.rooms().nameChars();
        return new Place(workspace, RoomName.parse("room", frame.text("room"), most));
    }

    private void ping(Session session, ClientFrame frame) {
        session.say(frames.pong());
        succeed(session, frame);
    }

    private void succeed(Session session, ClientFrame frame) {
        succeed(session, frame, JsonValue.EMPTY_JSON_OBJECT);
    }

    private void succeed(Session session, ClientFrame frame, JsonObject data) {
        frame.id().ifPresent(id -> session.say(frames.reply(id, data)));
    }
}
