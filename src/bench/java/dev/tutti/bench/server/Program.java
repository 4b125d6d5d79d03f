package dev.tutti.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that is a program of its own; its process never outlives the benchmark. */
final class Program implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final InetSocketAddress address;
    private final Process process;
    private final Thread lastResort;

    Program(String name, int port, List<String> command, Map<String, String> environment) throws IOException {
        address = new InetSocketAddress("127.0.0.1", port);
        if (isListening()) {
            throw new IllegalStateException("somebody else already answers at " + address);
        }
        Path logs = Files.createDirectories(Path.of("target/bench/logs"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        lastResort = new Thread(process::destroyForcibly, "last-resort");
        Runtime.getRuntime().addShutdownHook(lastResort);
        awaitListening(name, logs);
    }

    private void awaitListening(String name, Path logs) {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (!isListening()) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            name + " has not started:\n" + Files.readString(logs.resolve(name + ".log")));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    Usage usage() {
        return new Usage(process.pid());
    }

    private boolean isListening() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
