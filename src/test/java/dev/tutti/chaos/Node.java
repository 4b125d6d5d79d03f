package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server of our own, in a process of its own, with the built WAR: to be stopped, killed and started again. It keeps
 * its directory from one start to the next, and its process never outlives the test.
 */
public final class Node implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(Integer.getInteger("node.start.seconds", 180));
    /** A database that says nothing is given up after less. */
    private static final Duration ANSWER = Duration.ofSeconds(12);

    private static final Duration STOP = Duration.ofSeconds(30);
    /** The Tutti that is tested. */
    public static final Path BUILT = Path.of(System.getProperty("tutti.war"));

    /** Beside the ports of the integration tests, which may run at the same time. */
    private static final int FIRST_PORT = Integer.getInteger("node.port", 8580);

    /** One person and one address do here what elsewhere a crowd does. */
    public static final Map<String, String> LIMITS = Map.of(
            "TUTTI_WRITES_PER_SECOND", "100000",
            "TUTTI_WRITE_BURST", "100000",
            "TUTTI_CONNECTIONS_PER_MINUTE_PER_USER", "100000",
            "TUTTI_SIGN_INS_PER_MINUTE_PER_ADDRESS", "100000",
            "TUTTI_CALLS_PER_SECOND_PER_ADDRESS", "100000",
            "TUTTI_CALL_BURST_PER_ADDRESS", "100000");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Server server;
    private final int port;
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Path> neighbours = new ArrayList<>();
    private final Thread lastResort = new Thread(this::end, "node-last-resort");
    private Path war = BUILT;
    private Process process;

    private Node(Server server, int number) {
        this.server = server;
        port = FIRST_PORT + 10 * server.ordinal() + number;
        try {
            Path all = Files.createDirectories(Path.of(System.getProperty("tutti.it"), "nodes"));
            directory = Files.createTempDirectory(
                    all.toAbsolutePath(), server.name().toLowerCase() + "-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        with("TUTTI_DATA_DIR", directory.resolve("data").toString());
        LIMITS.forEach(this::with);
        // JUnit may be stopped in the middle; the server must not go on without it.
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** @param number 0 to 9: nodes with different numbers can run at the same time */
    public static Node of(Server server, int number) {
        return new Node(server, number);
    }

    public static Node of(Server server) {
        return of(server, 0);
    }

    /** Sets an environment variable for the starts to come. */
    public Node with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Deploys this Tutti at the starts to come. Without it, they have the one that was built. */
    public Node runs(Path another) {
        war = another;
        return this;
    }

    /** Deploys another application beside ours at the starts to come. */
    public Node beside(Path war) {
        neighbours.add(war);
        return this;
    }

    /** Uses another node's data. */
    Node onDataOf(Node other) {
        return with("TUTTI_DATA_DIR", other.data().toString());
    }

    Path data() {
        return Path.of(environment.get("TUTTI_DATA_DIR"));
    }

    Path directory() {
        return directory;
    }

    /** @return where it answers, the way that relative paths can be resolved against */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    int port() {
        return port;
    }

    Server server() {
        return server;
    }

    /** Starts it and waits until it is ready for work. */
    public Node starts() {
        launch();
        try {
            awaitReady();
            return this;
        } catch (AssertionError failure) {
            // Nobody has this node yet who could close it.
            close();
            throw failure;
        }
    }

    /** Starts it without waiting; to be followed by {@link #awaitReady} or {@link #awaitExit}. */
    Node launch() {
        assertFalse(isListening(), "somebody else already answers at " + address());
        try {
            ProcessBuilder builder = new ProcessBuilder(server.command(directory, port, war, neighbours))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
            // What was meant for the servers of the integration tests is not meant for this one.
            builder.environment().keySet().removeIf(name -> name.startsWith("TUTTI_"));
            builder.environment().putAll(environment);
            process = builder.start();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void awaitReady() {
        Instant deadline = Instant.now().plus(START);
        while (!answersReady()) {
            if (exitsWithin(Duration.ofMillis(200))) {
                fail(server + " ended with " + process.exitValue() + " instead of being ready:\n" + logTail());
            }
            if (Instant.now().isAfter(deadline)) {
                fail(server + " was not ready within " + START + ":\n" + logTail());
            }
        }
    }

    /** @return with which value the process ended by itself */
    int awaitExit() {
        if (!exitsWithin(START)) {
            fail(server + " did not end within " + START + ":\n" + logTail());
        }
        return process.exitValue();
    }

    /** Kills it ({@code kill -9}): it does nothing more, from one instruction to the next. */
    public void kill() {
        process.destroyForcibly();
        if (!exitsWithin(STOP)) {
            fail(server + " could not be killed");
        }
    }

    /** Asks it to stop (SIGTERM), without waiting. */
    void askToStop() {
        process.destroy();
    }

    /** @return with which value it ended after it was asked to stop */
    public int stops() {
        askToStop();
        if (!exitsWithin(STOP)) {
            fail(server + " did not stop within " + STOP + ":\n" + logTail());
        }
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void end() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    /** Another server's readiness must not be taken for this one's. */
    private boolean isListening() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    boolean answersReady() {
        return readiness(ANSWER).startsWith("200 ");
    }

    /** @return whether this is in what it says about itself */
    boolean says(String part) {
        return readiness(ANSWER).contains(part);
    }

    /** @return the status and the text of what it says about itself; empty where it says nothing for so long */
    String readiness(Duration patience) {
        HttpRequest ask = HttpRequest.newBuilder(address().resolve("api/health/ready"))
                .timeout(patience)
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(ask, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private boolean exitsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Path logFile() {
        return directory.resolve("server.log");
    }

    private String logTail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }
}
