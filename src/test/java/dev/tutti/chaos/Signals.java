package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is done to a process from outside, by its id, and how one sees that it was. For Linux, where servers run. */
final class Signals {
    private Signals() {}

    /** Stops it between two instructions, with all its connections open. */
    static void freeze(long pid) {
        send("-STOP", pid);
    }

    static void thaw(long pid) {
        send("-CONT", pid);
    }

    static boolean isFrozen(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'T';
        } catch (IOException gone) {
            return false;
        }
    }

    static boolean isThere(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** @return whether nobody takes connections there */
    static boolean isRefused(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private static void send(String signal, long pid) {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", signal, Long.toString(pid))
                            .start()
                            .waitFor());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
