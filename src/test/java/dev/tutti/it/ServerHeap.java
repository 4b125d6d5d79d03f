package dev.tutti.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;

/** How much a server keeps in memory, by the tools of the JDK. */
public final class ServerHeap {
    private ServerHeap() {}

    /** @return the bytes of all objects that can still be reached */
    static long used() {
        return used(server().pid());
    }

    /** @return the same, in any process of Java */
    public static long used(long pid) {
        String histogram = ask(pid, "GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(histogram));
        return Long.parseLong(total.strip().split("\\s+")[2]);
    }

    /** The youngest: the one for the test before may still be stopping. */
    private static ProcessHandle server() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .max(Comparator.comparing(
                        process -> process.info().startInstant().orElseThrow()))
                .orElseThrow(() -> new IllegalStateException("there is no server"));
    }

    private static String ask(long pid, String question) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            question)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
