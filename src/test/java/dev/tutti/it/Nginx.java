package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Nginx with the configuration of the docker folder, in which only addresses and paths are others. */
public final class Nginx implements AutoCloseable {
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/bin/nginx"));
    private static final Duration START = Duration.ofSeconds(20);

    private final String context;
    private final int port;
    private final Process process;
    private final Thread lastResort;

    private Nginx(Path program, Path directory, URI one, URI other, UnaryOperator<String> change) throws IOException {
        context = one.getPath();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(directory);
        Path file = directory.resolve("nginx.conf");
        Files.writeString(file, change.apply(configuration(directory, one, other)));
        process = new ProcessBuilder(
                        program.toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        file.toString(),
                        "-g",
                        "daemon off; pid " + directory.resolve("nginx.pid") + ";")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        lastResort = new Thread(process::destroy, "nginx-last-resort");
        Runtime.getRuntime().addShutdownHook(lastResort);
        awaitAnswer();
    }

    private void awaitAnswer() {
        Instant end = Instant.now().plus(START);
        while (isThere() && Instant.now().isBefore(end)) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        close();
        throw new IllegalStateException("nginx does not answer");
    }

    /**
     * @param one where the application answers at one server
     * @param other and at the other one, under the same path
     * @return empty where there is no nginx
     */
    public static Optional<Nginx> before(Path directory, URI one, URI other) {
        return before(directory, one, other, UnaryOperator.identity());
    }

    /** @param change what is to be otherwise in its configuration */
    static Optional<Nginx> before(Path directory, URI one, URI other, UnaryOperator<String> change) {
        Optional<Path> found = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
        try {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Nginx(found.get(), directory.toAbsolutePath(), one, other, change));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port + context);
    }

    public boolean isThere() {
        return process.isAlive();
    }

    /** Asked, not killed: its workers would be left. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private String configuration(Path directory, URI one, URI other) throws IOException {
        String own = Files.readString(Path.of("docker/nginx.conf"));
        own = replace(own, "server wildfly:8080 ", "server " + one.getAuthority() + " ");
        own = replace(own, "server payara:8080 ", "server " + other.getAuthority() + " ");
        own = replace(own, "listen 80;", "listen 127.0.0.1:" + port + ";");
        own = replace(own, "/dev/stdout", directory.resolve("access.log").toString());
        own = replace(own, "location = /", "location = " + context);
        own = replace(own, "location ~ ^/api/", "location ~ ^" + context + "api/");
        StringBuilder paths = new StringBuilder("http {\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "scgi", "uwsgi")) {
            paths.append("    %s_temp_path %s;%n".formatted(kind, directory.resolve(kind)));
        }
        return replace(own, "http {\n", paths.toString());
    }

    /** Fails where the text is not there: a change that changes nothing would prove nothing. */
    static String replace(String text, String old, String with) {
        assertTrue(text.contains(old), old);
        return text.replace(old, with);
    }
}
