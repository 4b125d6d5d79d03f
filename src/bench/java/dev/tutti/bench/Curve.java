package dev.tutti.bench;

import dev.tutti.bench.load.Heard;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Contender;
import dev.tutti.bench.server.Shape;
import dev.tutti.bench.server.Tutti;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a delivery costs more where there are more workspaces, more members, or more in the journal. The rate is always the same. */
final class Curve implements Part {
    private static final int BROADCASTS = 50;
    private static final int IN_FLIGHT = 32;
    private static final Shape ONE = new Shape(1, 100);

    /** How many are in a workspace where nothing is said of it. */
    private static final int MEMBERS = 10;

    /** @param entries that are in each journal before */
    private record Point(String name, Shape shape, int members, int entries) {
        /** A peer has rooms and nothing else. */
        boolean isOfRooms() {
            return members == MEMBERS && entries == 0;
        }
    }

    private static final List<Point> POINTS = List.of(
            new Point("1 workspace", ONE, MEMBERS, 0),
            new Point("10 workspaces", new Shape(10, 100), MEMBERS, 0),
            new Point("100 workspaces", new Shape(100, 100), MEMBERS, 0),
            new Point("2 members", ONE, 2, 0),
            new Point("100 members", ONE, 100, 0),
            new Point("1,000 entries", ONE, MEMBERS, 1_000),
            new Point("10,000 entries", ONE, MEMBERS, 10_000));

    /** One that was measured: the same server with more of something. */
    private record Place(String name, Shape shape, Arena arena) {}

    @Override
    public String name() {
        return "curve";
    }

    @Override
    public void measure(Session session) throws IOException {
        if (session.canOpen(100 * 100)) {
            for (Tutti tutti : session.field().tuttis()) {
                // What is heard while it warms up fills a journal, so that is none of those that are measured.
                measure(session, new Place(tutti.name(), ONE, tutti.anew(ONE, MEMBERS, 0)), furnished(tutti));
            }
            for (Contender peer : session.field().contenders()) {
                if (peer.name().equals(session.plan().beside())) {
                    measure(session, new Place(peer.name(), ONE, peer.opens(ONE)), rooms(peer));
                }
            }
        }
    }

    /** @param other where the same server warms up, with its name */
    private static void measure(Session session, Place other, List<Place> places) {
        String part = "%s: %d broadcasts a second to 100 subscribers each, where there is more"
                .formatted(other.name(), BROADCASTS);
        session.rounds(part, places, Place::name, (place, round) -> {
            if (round == 1 && place == places.get(0)) {
                warmUp(session, part, other);
            }
            try (Company company = Company.in(place.arena(), place.shape())) {
                company.load().saturated(IN_FLIGHT, Duration.ofSeconds(1));
                company.crowd().choosesCheckers();
                long before = place.arena().usage().cpuMicros();
                Heard heard = company.load().steady(BROADCASTS, session.plan().time());
                long cpu = place.arena().usage().cpuMicros() - before;
                session.figures().add(part, place.name(), Metric.STEADY_CPU, round, cpu / (double) heard.deliveries());
                session.figures().add(part, place.name(), Metric.STEADY_P99, round, heard.millis(99));
            }
        });
    }

    private static void warmUp(Session session, String part, Place place) throws IOException {
        try (Company company = Company.in(place.arena(), place.shape())) {
            new WarmUp(session, part, place.arena().usage())
                    .by(time -> company.load().steady(BROADCASTS, time));
        }
    }

    private static List<Place> furnished(Tutti tutti) {
        return POINTS.stream()
                .map(point -> new Place(
                        point.name(), point.shape(), tutti.anew(point.shape(), point.members(), point.entries())))
                .toList();
    }

    private static List<Place> rooms(Contender peer) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Point point : POINTS) {
            if (point.isOfRooms()) {
                places.add(new Place(point.name(), point.shape(), peer.opens(point.shape())));
            }
        }
        return places;
    }
}
