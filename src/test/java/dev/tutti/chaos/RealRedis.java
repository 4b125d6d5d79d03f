package dev.tutti.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import redis.embedded.core.ExecutableProvider;

/** A Redis in a process of its own, that can be killed and comes back at the same port, empty. */
final class RealRedis implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final int port;
    private final String program;
    private final Thread lastResort = new Thread(this::kill, "redis-last-resort");
    private Process process;

    RealRedis() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            program = ExecutableProvider.newJarResourceProvider().get().getPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    void start() {
        try {
            process = new ProcessBuilder(program, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Proof.of("Redis answers", START, () -> !Signals.isRefused(port));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
