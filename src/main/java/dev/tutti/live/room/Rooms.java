package dev.tutti.live.room;

import dev.tutti.base.config.Settings;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.hub.Attendance;
import dev.tutti.live.hub.Departure;
import dev.tutti.live.hub.Follower;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Parcel;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.SessionRegistry;
import dev.tutti.live.hub.Whisper;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Parts of a workspace that its connections enter and leave. Everything that happens in a room happens in the turn of the
 * workspace's journal, so that who is in it is in one order with who follows; only the places that a connection has asked
 * for are noted at once, so that its next command knows of them.
 */
@ApplicationScoped
public class Rooms implements Attendance {
    /** Longer than any connection lives that takes nothing: who is in a room does not cease to matter. */
    private static final Duration LIFE = Duration.ofHours(1);

    private static final Duration BEAT = Duration.ofSeconds(1);

    @Inject
    Hub hub;

    @Inject
    Frames frames;

    @Inject
    Settings settings;

    @Inject
    SessionRegistry registry;

    @Inject
    Bus bus;

    LongSupplier nanos = System::nanoTime;

    private OtherNodes others;

    /** The connections in each room, first come, first. A value is touched in its workspace's turn only. */
    private final Map<Place, Map<UUID, Follower>> rooms = new ConcurrentHashMap<>();

    /** The rooms of each connection, and as whom it is there. The values are never changed, but replaced. */
    private final Map<UUID, Map<Place, Follower>> places = new ConcurrentHashMap<>();

    @PostConstruct
    void listen() {
        others = new OtherNodes(bus, this, nanos);
        if (!others.isEmpty()) {
            registry.every(BEAT, others::beat);
        }
    }

    /**
     * Lets a connection into a room of a workspace that it follows.
     *
     * @param answer told in the room's turn who is in it now, or nothing when the connection follows no longer
     * @throws Problem.NotFound when it does not follow the workspace
     * @throws Problem.TooMuch when it is in as many rooms as it may
     */
    public void enter(Session session, Place place, Consumer<Optional<List<Occupant>>> answer) {
        Follower follower =
                hub.follower(session, place.workspace()).orElseThrow(() -> new Problem.NotFound("workspace"));
        reserve(follower, place);
        follower.turn(() -> {
            if (follower.hears()) {
                answer.accept(Optional.of(enter(follower, place)));
            } else {
                forget(follower, place);
                answer.accept(Optional.empty());
            }
        });
    }

    /** Lets a connection out; harmless where it is not in. */
    public void leave(Session session, Place place, Runnable whenOut) {
        hub.follower(session, place.workspace())
                .ifPresentOrElse(
                        follower -> {
                            forget(follower, place);
                            follower.turn(() -> {
                                goOut(follower, place);
                                whenOut.run();
                            });
                        },
                        whenOut);
    }

    /** Tells those in a room something that is worth nothing a moment later. */
    public void whisper(Place place, Whisper whisper, Author by) {
        whisperHere(place, whisper, by);
        others.whisper(place, whisper, by);
    }

    void whisperHere(Place place, Whisper whisper, Author by) {
        Whisper here = new Whisper(place.key() + whisper.key(), whisper.frame(), whisper.life());
        hub.turn(
                place.workspace(),
                () -> occupants(place).stream().filter(one -> !one.isOf(by)).forEach(one -> one.whisper(here)));
    }

    /** @throws Problem.Invalid {@code bad_request} when the connection is not in the room, nor about to enter it */
    public void checkIsIn(Session session, Place place) {
        sender(session, place);
    }

    /**
     * Passes bytes on to the others in a room.
     *
     * @param whenDone told when this has been done
     * @throws Problem.Invalid as above
     */
    public void relay(Session session, BinaryFrame frame, Runnable whenDone) {
        Follower sender = sender(session, frame.place());
        byte[] message = frame.from(session.id());
        sender.turn(() -> {
            List<Follower> there = occupants(frame.place());
            if (there.contains(sender)) {
                Parcel parcel = parcel(frame.place(), message);
                Supplier<ServerFrame> missed = () -> missed(frame.place());
                there.stream().filter(one -> one != sender).forEach(one -> one.relay(parcel, missed));
                others.relay(frame.place(), message);
            }
            whenDone.run();
        });
    }

    /** Bytes from another node. */
    void relayHere(Place place, byte[] message) {
        Parcel parcel = parcel(place, message);
        Supplier<ServerFrame> missed = () -> missed(place);
        hub.turn(place.workspace(), () -> occupants(place).forEach(one -> one.relay(parcel, missed)));
    }

    private static Parcel parcel(Place place, byte[] message) {
        return Parcel.of(place.workspace(), place.key(), ServerFrame.relayed(message));
    }

    /** What another node passed on may not have come. */
    void missHere(StreamId workspace) {
        hub.turn(workspace, () -> placesOf(workspace)
                .forEach(place -> occupants(place).forEach(one -> one.miss(place.key(), () -> missed(place)))));
    }

    /** What other nodes say of this workspace has changed. */
    void reconcile(StreamId workspace) {
        hub.turn(workspace, () -> others.reconcile(workspace));
    }

    @Override
    public void left(Follower follower, Departure how) {
        places.getOrDefault(follower.connection(), Map.of()).keySet().stream()
                .filter(place -> place.workspace().equals(follower.stream()))
                .forEach(place -> {
                    forget(follower, place);
                    goOut(follower, place);
                });
    }

    /** @return whether nothing is kept of this connection */
    boolean isEmptyOf(Session session) {
        return !places.containsKey(session.id())
                && rooms.values().stream().noneMatch(room -> room.containsKey(session.id()));
    }

    private Follower sender(Session session, Place place) {
        return Optional.ofNullable(places.getOrDefault(session.id(), Map.of()).get(place))
                .orElseThrow(() -> new Problem.Invalid(
                        ErrorCode.BAD_REQUEST, "Join the room before you send binary frames to it."));
    }

    private void reserve(Follower follower, Place place) {
        int most = settings.rooms().perConnection();
        places.compute(follower.connection(), (connection, before) -> {
            Map<Place, Follower> after = new HashMap<>(before == null ? Map.of() : before);
            after.put(place, follower);
            if (after.size() > most) {
                Limit.ROOMS_PER_CONNECTION.struck();
                throw new Problem.TooMuch("One connection is in at most " + most + " rooms. Leave one first.");
            }
            return Map.copyOf(after);
        });
    }

    private void forget(Follower follower, Place place) {
        places.computeIfPresent(follower.connection(), (connection, before) -> {
            Map<Place, Follower> after = new HashMap<>(before);
            after.remove(place, follower);
            return after.isEmpty() ? null : Map.copyOf(after);
        });
    }

    private List<Occupant> enter(Follower follower, Place place) {
        Map<UUID, Follower> room = rooms.computeIfAbsent(place, empty -> new LinkedHashMap<>());
        if (room.put(follower.connection(), follower) == null) {
            announce(place, occupant(follower), "room:joined");
            tellElsewhere(place.workspace());
        }
        return Stream.concat(room.values().stream().map(Rooms::occupant), others.in(place).stream())
                .toList();
    }

    private void goOut(Follower follower, Place place) {
        Map<UUID, Follower> room = rooms.getOrDefault(place, new HashMap<>());
        if (room.remove(follower.connection(), follower)) {
            follower.forget(place.key());
            announce(place, occupant(follower), "room:left");
        }
        if (room.isEmpty()) {
            rooms.remove(place);
        }
        tellElsewhere(place.workspace());
    }

    private void tellElsewhere(StreamId workspace) {
        if (!others.isEmpty()) {
            Map<RoomName, List<Occupant>> here = new HashMap<>();
            placesOf(workspace)
                    .forEach(place -> here.put(
                            place.room(),
                            occupants(place).stream().map(Rooms::occupant).toList()));
            here.values().removeIf(List::isEmpty);
            others.tell(workspace, new Occupancy(here));
        }
    }

    /** Tells those in a room here that somebody has come, or gone. In the workspace's turn. */
    void announce(Place place, Occupant who, String what) {
        ServerFrame frame = frames.notice(
                what,
                place.workspace().id(),
                JsonText.object()
                        .add("room", place.room().text())
                        .add("userId", who.user().toString())
                        .add("connectionId", who.connection().toString()));
        Whisper whisper = new Whisper(place.key() + who.connection(), frame, LIFE);
        for (Follower one : occupants(place)) {
            if (!one.connection().equals(who.connection()) && !one.whisper(whisper)) {
                one.miss(place.key(), () -> missed(place));
            }
        }
    }

    private ServerFrame missed(Place place) {
        return frames.notice(
                "room:missed",
                place.workspace().id(),
                JsonText.object().add("room", place.room().text()));
    }

    private static Occupant occupant(Follower follower) {
        return new Occupant(follower.user(), follower.connection());
    }

    private List<Place> placesOf(StreamId workspace) {
        return rooms.keySet().stream()
                .filter(place -> place.workspace().equals(workspace))
                .toList();
    }

    private List<Follower> occupants(Place place) {
        return List.copyOf(rooms.getOrDefault(place, Map.of()).values());
    }
}
