package dev.tutti.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process has used, by what Linux says of it. */
public record Usage(long pid) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");
    private static final Pattern HEAP = Pattern.compile("heap\\s+total .* used (\\d+)K");
    /** Linux counts in hundredths of a second, whatever the clock of the machine. */
    private static final long TICK_MICROS = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** @return of all its threads, in microseconds, the kernel's work for it among them */
    public long cpuMicros() {
        return cpuMicros("stat");
    }

    private long cpuMicros(String file) {
        String stat = read(file);
        // The name before it may have anything in it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK_MICROS;
    }

    /** @return of that, what each of a Java's compilers took, by its thread; none where the process is no Java */
    public Map<String, Long> compilerMicros() {
        Map<String, Long> all = new HashMap<>();
        for (String thread : threads()) {
            try {
                if (COMPILER.matcher(read("task/" + thread + "/comm")).lookingAt()) {
                    all.put(thread, cpuMicros("task/" + thread + "/stat"));
                }
            } catch (UncheckedIOException over) {
                // It has ended since it was listed.
                continue;
            }
        }
        return all;
    }

    private List<String> threads() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(thread -> thread.getFileName().toString()).toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** @return in KiB */
    public long residentKiB() {
        Matcher line = RESIDENT.matcher(read("status"));
        if (!line.find()) {
            throw new IllegalStateException("process " + pid + " has no memory");
        }
        return Long.parseLong(line.group(1));
    }

    /** @return the live heap in KiB, after a collection; empty where the process is no Java */
    public OptionalLong heapKiB() {
        if (!isJava()) {
            return OptionalLong.empty();
        }
        collect();
        Matcher used = HEAP.matcher(jcmd("GC.heap_info"));
        return used.find() ? OptionalLong.of(Long.parseLong(used.group(1))) : OptionalLong.empty();
    }

    /** Has a Java collect its garbage now, and not while it is measured. Nothing happens where the process is no Java. */
    public void collect() {
        if (isJava()) {
            jcmd("GC.run");
        }
    }

    /** To any other process what asks a Java is a signal to end. */
    private boolean isJava() {
        return read("comm").strip().equals("java");
    }

    private String jcmd(String command) {
        try {
            Process asked = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!asked.waitFor(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS)) {
                asked.destroyForcibly();
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
