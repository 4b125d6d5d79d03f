package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Link;
import dev.tutti.base.database.RealPostgres;
import dev.tutti.it.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A WildFly and a Payara on one PostgreSQL and one Redis, behind nginx where there is one. Each node reaches the other two
 * over lines of its own, that can be broken.
 */
final class Cluster implements AutoCloseable {
    private static final Duration WELL_AGAIN = Duration.ofSeconds(60);

    /** A node, with its lines. */
    record Place(Node node, Link toDatabase, Link toRedis) {
        String name() {
            return node.server().name();
        }

        boolean says(String part) {
            return node.says(part);
        }
    }

    final RealRedis redis = new RealRedis();
    final RealPostgres postgres;
    final Place wildfly;
    final Place payara;
    private final Path directory;
    private Optional<Nginx> front = Optional.empty();

    /** @param number of the WildFly; the Payara has the next */
    Cluster(int number, Duration drain) {
        try {
            Path all = Files.createDirectories(Path.of(System.getProperty("tutti.it"), "clusters"));
            directory = Files.createTempDirectory(all.toAbsolutePath(), "cluster-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        postgres = new RealPostgres(directory);
        wildfly = place(Server.WILDFLY, number, drain);
        payara = place(Server.PAYARA, number + 1, drain);
    }

    private Place place(Server server, int number, Duration drain) {
        Link toDatabase = new Link(postgres.port());
        Link toRedis = new Link(redis.port());
        Node node = Node.of(server, number)
                .with("TUTTI_DB_URL", "jdbc:postgresql://127.0.0.1:" + toDatabase.port() + "/postgres")
                .with("TUTTI_DB_USER", "postgres")
                .with("TUTTI_REDIS_URL", "redis://127.0.0.1:" + toRedis.port())
                .with("TUTTI_TOKEN_SECRET", "shared by the two nodes of this test, 0123456789")
                .with("TUTTI_ACCESS_TOKEN_SECONDS", "7200")
                .with("TUTTI_RETENTION_ENTRIES", "1000000")
                // As the images have it: whoever watches over the process starts it again.
                .with("TUTTI_EXIT_ON_FAILED_START", "true")
                .with("TUTTI_DRAIN_SECONDS", Long.toString(drain.toSeconds()));
        return new Place(node, toDatabase, toRedis);
    }

    List<Place> places() {
        return List.of(wildfly, payara);
    }

    /** Puts the load balancer in front, if there is one. */
    void open() {
        front = Nginx.before(
                directory.resolve("nginx"),
                wildfly.node().address(),
                payara.node().address());
    }

    /** @return where clients come in: through the load balancer; where there is none, some at each node */
    List<URI> doors() {
        return front.map(nginx -> List.of(nginx.address()))
                .orElseGet(() ->
                        places().stream().map(place -> place.node().address()).toList());
    }

    boolean hasFront() {
        return front.isPresent();
    }

    void awaitWell() {
        for (Place place : places()) {
            Proof.of(place.name() + " is well", WELL_AGAIN, () -> place.says("\"status\":\"up\""));
        }
        front.ifPresent(nginx -> assertTrue(nginx.isThere(), "nginx is there"));
    }

    @Override
    public void close() {
        front.ifPresent(Nginx::close);
        for (Place place : places()) {
            place.node().close();
            place.toDatabase().close();
            place.toRedis().close();
        }
        redis.close();
        postgres.close();
    }
}
