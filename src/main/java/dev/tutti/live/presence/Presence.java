package dev.tutti.live.presence;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Attendance;
import dev.tutti.live.hub.Departure;
import dev.tutti.live.hub.Follower;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who is there, in each workspace that somebody follows on this node. Somebody is there while a connection of theirs
 * follows the workspace, whatever its page's timers do: the server knows whether a connection is there.
 *
 * <p>Those who follow are told the whole list when they join, and then what changes. What changes within a short moment is
 * told at once, and each such moment has a number.
 */
@ApplicationScoped
public class Presence implements Attendance {
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    @Inject
    Hub hub;

    @Inject
    Gatekeeper gatekeeper;

    @Inject
    SessionRegistry registry;

    @Inject
    PresenceFrames frames;

    @Inject
    Neighbours neighbours;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Each held with its journal's feed, so that a removal is heard of while somebody is only expected back. */
    private final Map<StreamId, Hall> halls = new ConcurrentHashMap<>();

    private Inquiries inquiries;

    @PostConstruct
    void listenToNeighbours() {
        inquiries = new Inquiries(hub, registry);
        neighbours.whenChanged(
                workspace -> hub.turn(workspace, () -> hall(workspace).ifPresent(hall -> stir(workspace, hall))));
    }

    /**
     * @return who is there now
     * @throws dev.tutti.base.problem.Problem.NotFound when the workspace is not for the caller
     */
    public Roster of(Caller caller, StreamId workspace) {
        gatekeeper.check(caller, workspace.id());
        if (hall(workspace).isEmpty() && neighbours.exist()) {
            inquiries.await(workspace);
        }
        Roster here = hall(workspace).map(hall -> hall.here(clock.instant())).orElse(Roster.EMPTY);
        return here.and(neighbours.elsewhere(workspace));
    }

    /**
     * The caller says whether they are at it: over the connection that their echo names, or over all of theirs that
     * follow the workspace.
     *
     * @throws dev.tutti.base.problem.Problem.NotFound when the workspace is not for the caller
     */
    public void update(Caller caller, StreamId workspace, Present.State state) {
        gatekeeper.check(caller, workspace.id());
        change(workspace, crowd -> caller.echo()
                .connection()
                .ifPresentOrElse(
                        connection -> crowd.turn(caller.id(), connection, state),
                        () -> crowd.turn(caller.id(), state)));
    }

    @Override
    public void arrived(Follower follower) {
        if (follower.stream().kind() == StreamId.Kind.WORKSPACE) {
            Hall hall = halls.computeIfAbsent(follower.stream(), workspace -> {
                hub.hold(workspace);
                return new Hall();
            });
            hall.change(crowd -> crowd.arrive(follower.user(), follower.connection()));
            stir(follower.stream(), hall);
        }
    }

    @Override
    public void hears(Follower follower) {
        hall(follower.stream()).ifPresent(hall -> {
            hall.hears(follower);
            stir(follower.stream(), hall);
        });
    }

    @Override
    public void left(Follower follower, Departure how) {
        hall(follower.stream()).ifPresent(hall -> {
            hall.hearsNot(follower);
            hall.change(crowd -> {
                if (how == Departure.LOST) {
                    crowd.lose(
                            follower.user(),
                            follower.connection(),
                            clock.instant().plus(settings.presence().grace()));
                } else {
                    crowd.leave(follower.user(), follower.connection());
                }
            });
            stir(follower.stream(), hall);
        });
    }

    @Override
    public void revoked(StreamId stream, Optional<UserId> person) {
        hall(stream).ifPresent(hall -> {
            hall.change(crowd -> person.ifPresentOrElse(crowd::giveUp, crowd::giveUp));
            stir(stream, hall);
        });
    }

    @Override
    public int online(StreamId stream) {
        Roster elsewhere = neighbours.elsewhere(stream);
        return hall(stream)
                .map(hall -> hall.look(crowd -> crowd.size()
                        + (int) elsewhere.people().keySet().stream()
                                .filter(person -> !crowd.includes(person))
                                .count()))
                .orElse(elsewhere.people().size());
    }

    private void change(StreamId workspace, Consumer<Crowd> change) {
        hub.turn(workspace, () -> hall(workspace).ifPresent(hall -> {
            hall.change(change);
            stir(workspace, hall);
        }));
    }

    /** Something has happened: it is told soon, with what else happens until then. */
    private void stir(StreamId workspace, Hall hall) {
        if (hall.mustAnnounce()) {
            registry.after(
                    settings.presence().gather(),
                    () -> hub.turn(workspace, () -> {
                        hall.announces();
                        announce(workspace, hall);
                    }));
        }
    }

    private void announce(StreamId workspace, Hall hall) {
        Roster here = hall.here(clock.instant());
        neighbours.tell(workspace, here);
        Hall.News news = hall.news(here.and(neighbours.elsewhere(workspace)));
        frames.tell(workspace.id(), news);
        hall.mustWatch().ifPresent(next -> watch(workspace, hall, next));
        if (hall.isEmpty()) {
            halls.remove(workspace);
            hub.release(workspace);
        }
    }

    /** Looks again when the next of those who are missed is to be given up. */
    private void watch(StreamId workspace, Hall hall, Instant next) {
        Duration wait = Duration.between(clock.instant(), next);
        registry.after(
                wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait,
                () -> hub.turn(workspace, () -> {
                    hall.watched();
                    announce(workspace, hall);
                }));
    }

    private Optional<Hall> hall(StreamId stream) {
        return Optional.ofNullable(halls.get(stream));
    }
}
