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

    /**
     * @param heard in how many of the workspaces anything happens
     * @param members of each
     * @param entries that are in each journal before
     */
    private record Point(String name, Shape shape, int heard, int members, int entries) {
        /** A peer has rooms and nothing else. */
        boolean isOfRooms() {
            return members == MEMBERS && entries == 0;
        }
    }

    private static final List<Point> POINTS = List.of(
            new Point("1 workspace", ONE, 1, MEMBERS, 0),
            new Point("10 workspaces", new Shape(10, 100), 10, MEMBERS, 0),
            new Point("100 workspaces", new Shape(100, 100), 100, MEMBERS, 0),
            new Point("1 of 100", new Shape(100, 100), 1, MEMBERS, 0),
            new Point("2 members", ONE, 1, 2, 0),
            new Point("100 members", ONE, 1, 100, 0),
            new Point("1,000 entries", ONE, 1, MEMBERS, 1_000),
            new Point("10,000 entries", ONE, 1, MEMBERS, 10_000));

    /** A point with its workspaces on a server. */
    private record Place(Point point, Arena arena) {
        String name() {
            return point.name();
        }

        Company company() throws IOException {
            return Company.in(arena, point.shape(), point.heard());
        }
    }

    /** Makes the workspaces that a point needs on a server: each time others, where it keeps anything. */
    @FunctionalInterface
    private interface Furnishing {
        Arena furnish(Point point) throws IOException;
    }

    @Override
    public String name() {
        return "curve";
    }

    @Override
    public void measure(Session session) throws IOException {
        if (session.canOpen(100 * 100)) {
            for (Tutti tutti : session.field().tuttis()) {
                measure(
                        session,
                        tutti.name(),
                        POINTS,
                        point -> tutti.anew(point.shape(), point.members(), point.entries()));
            }
            List<Point> rooms = POINTS.stream().filter(Point::isOfRooms).toList();
            for (Contender peer : session.field().contenders()) {
                if (peer.name().equals(session.plan().beside())) {
                    measure(session, peer.name(), rooms, point -> peer.opens(point.shape()));
                }
            }
        }
    }

    private static void measure(Session session, String server, List<Point> points, Furnishing furnishing)
            throws IOException {
        String part =
                "%s: %d broadcasts a second in all, each to 100, where there is more".formatted(server, BROADCASTS);
        // What is heard while it warms up fills a journal, so that is none of those that are measured.
        Place other = new Place(points.get(0), furnishing.furnish(points.get(0)));
        List<Place> places = new ArrayList<>();
        for (Point point : points) {
            places.add(new Place(point, furnishing.furnish(point)));
        }
        session.rounds(part, places, Place::name, (place, turn) -> {
            if (turn.isFirst() && place == places.get(0)) {
                warmUp(session, part, other);
            }
            try (Company company = place.company()) {
                // Of the thousands who were measured before and have gone there is garbage, which is none of this
                // one's.
                place.arena().usage().collect();
                company.load().saturated(IN_FLIGHT, Duration.ofSeconds(1));
                company.crowd().choosesCheckers();
                long before = place.arena().usage().cpuMicros();
                Heard heard = company.load().steady(BROADCASTS, session.plan().time());
                long cpu = place.arena().usage().cpuMicros() - before;
                turn.add(Metric.STEADY_CPU, cpu / (double) heard.deliveries());
                turn.add(Metric.STEADY_P99, heard.millis(99));
            }
        });
    }

    private static void warmUp(Session session, String part, Place place) throws IOException {
        try (Company company = place.company()) {
            new WarmUp(session, part, place.arena().usage())
                    .by(time -> company.load().steady(BROADCASTS, time));
        }
    }
}
