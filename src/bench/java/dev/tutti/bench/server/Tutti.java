package dev.tutti.bench.server;

import dev.tutti.bench.load.Publisher;
import dev.tutti.chaos.Node;
import dev.tutti.chaos.Server;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The built WAR on a server, with its limits out of the way: a few people do here what elsewhere a crowd does. */
public final class Tutti implements AutoCloseable {
    /** Of every Java that is measured. */
    public static final String HEAP = System.getProperty("node.heap", "512m");

    private static final int PEOPLE = 100;
    /** Rooms are made for those who work on the same thing. */
    private static final int ROOM_AT_MOST = 1_000;

    private static final int AT_ONCE = 6;
    /** Raised for the benchmark, beside {@link Node#LIMITS}; everything else is as it comes. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TUTTI_ACCESS_TOKEN_SECONDS", "86400",
            "TUTTI_CONNECTIONS_PER_USER", "10000",
            "TUTTI_CONNECTIONS_PER_SECOND", "100000",
            "TUTTI_BINARY_FRAMES_PER_SECOND", "1000000",
            "TUTTI_BINARY_FRAME_BURST", "1000000",
            "TUTTI_BINARY_BYTES_PER_SECOND", "1073741824",
            "TUTTI_BINARY_BYTE_BURST", "1073741824");

    private final Server server;
    private final Node node;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, Workspace.Person> people = new ConcurrentHashMap<>();
    private final Map<Shape, List<Workspace>> furnished = new HashMap<>();

    /** @return all settings that are not as they come */
    public static Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(Node.LIMITS);
        all.putAll(SETTINGS);
        return all;
    }

    /** @param settings besides those above, such as where its database is */
    public Tutti(Server server, int number, Map<String, String> settings) {
        this(server, number, Node.BUILT, settings);
    }

    private Tutti(Server server, int number, Path war, Map<String, String> settings) {
        this.server = server;
        node = Node.of(server, number).runs(war);
        SETTINGS.forEach(node::with);
        settings.forEach(node::with);
        node.starts();
    }

    /** @return one that knows nothing of the server that it is on */
    public static Tutti standard(Server server, int number) {
        try {
            return new Tutti(server, number, StandardWar.made(), Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String name() {
        return server.name().toLowerCase();
    }

    public Contender by(Road road) {
        return new OnRoad(this, road);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", node.address().getPort());
    }

    public Usage usage() {
        return new Usage(node.pid());
    }

    /** @return the same workspaces, in which those who publish make tasks */
    public Arena tasks(Shape shape) {
        return new TuttiArena(this, workspaces(shape), Road.EVENT, Deed.TASK);
    }

    /**
     * @param members of each
     * @param entries that are to be in each journal
     * @return workspaces that nobody else has
     */
    public Arena anew(Shape shape, int members, int entries) {
        TuttiArena arena = new TuttiArena(this, make(shape, members), Road.EVENT, Deed.EVENT);
        try (Publisher publisher = new Writer(address(), arena.workspaces(), Deed.EVENT)) {
            each(entries * shape.rooms(), number -> {
                try {
                    publisher.publish(number % shape.rooms(), number);
                    return number;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
        return arena;
    }

    /** @return where the journal of a workspace ends */
    public String position(Workspace workspace) {
        JsonObject end = Words.json(get(
                "api/workspaces/" + workspace.id() + "/snapshot",
                workspace.people().get(0).token()));
        return end.getString("epoch") + ":" + end.getInt("seq")
                + (end.isNull("mark") ? "" : ":" + end.getString("mark"));
    }

    /** @return workspaces for that many, made when they are first asked for */
    public List<Workspace> workspaces(Shape shape) {
        return furnished.computeIfAbsent(shape, it -> make(it, Math.max(1, Math.min(10, it.size() / 2))));
    }

    /** @param members of each */
    private List<Workspace> make(Shape shape, int members) {
        return each(shape.rooms(), number -> {
            List<Workspace.Person> chosen = IntStream.range(0, members)
                    .mapToObj(i -> person(number * members + i))
                    .toList();
            String token = chosen.get(0).token();
            String id = post("api/workspaces", token, "{\"name\":\"Room %d\"}".formatted(number))
                    .getString("id");
            for (Workspace.Person person : chosen.subList(1, members)) {
                post(
                        "api/workspaces/" + id + "/members",
                        token,
                        "{\"userId\":\"%s\",\"role\":\"member\"}".formatted(person.id()));
            }
            return new Workspace(id, chosen);
        });
    }

    /** @return one of a hundred, who is registered when first needed: to hash a password is dear */
    private Workspace.Person person(int number) {
        return people.computeIfAbsent(number % PEOPLE, this::registers);
    }

    private Workspace.Person registers(int number) {
        JsonObject answer = post(
                "api/auth/register",
                "",
                "{\"name\":\"Person %d\",\"email\":\"person%d@example.org\",\"password\":\"correct horse battery\"}"
                        .formatted(number, number));
        return new Workspace.Person(answer.getJsonObject("user").getString("id"), answer.getString("accessToken"));
    }

    private JsonObject post(String path, String token, String body) {
        return Words.json(call(path, token, request -> request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private String get(String path, String token) {
        return call(path, token, HttpRequest.Builder::GET);
    }

    private String call(String path, String token, Consumer<HttpRequest.Builder> what) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.address().resolve(path)).timeout(Duration.ofSeconds(60));
        what.accept(request);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IllegalStateException(path, failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** @return whether it talks this subprotocol with those who offer it first */
    public boolean offers(String protocol) {
        WebSocket opened = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + person(0).token())
                .subprotocols(protocol, Road.PROTOCOL)
                .buildAsync(
                        URI.create("ws" + node.address().toString().substring(4) + "ws"), new WebSocket.Listener() {})
                .join();
        opened.abort();
        return opened.getSubprotocol().equals(protocol);
    }

    private static <T> List<T> each(int count, IntFunction<T> make) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<T>> all = new ArrayList<>();
            IntStream.range(0, count).forEach(number -> all.add(threads.submit(() -> make.apply(number))));
            List<T> made = new ArrayList<>();
            for (Future<T> one : all) {
                made.add(one.get());
            }
            return List.copyOf(made);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        node.close();
    }

    /** Tutti, and the way from one to many that is measured. */
    private record OnRoad(Tutti tutti, Road road) implements Contender {
        @Override
        public String name() {
            return tutti.name() + road.suffix();
        }

        @Override
        public String what() {
            return "Tutti on " + (tutti.server == Server.WILDFLY ? "WildFly" : "Payara Micro") + ", " + road.what();
        }

        @Override
        public Arena opens(Shape shape) {
            if (road == Road.LINES && !tutti.offers(Road.LINES_PROTOCOL)) {
                throw new NotOffered(Road.LINES_PROTOCOL + " is not offered");
            }
            if (road.isRelayed() && shape.rooms() > 1) {
                throw new NotOffered("one connection can follow 100 workspaces, so it cannot speak in more");
            }
            if (road.isRelayed() && shape.size() > ROOM_AT_MOST) {
                throw new NotOffered("each who enters a room is told to all who are in it");
            }
            return new TuttiArena(tutti, tutti.workspaces(shape), road, Deed.EVENT);
        }
    }
}
