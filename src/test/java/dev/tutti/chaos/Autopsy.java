package dev.tutti.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into a node's virtual machine with the tools of the JDK. */
final class Autopsy {
    private final Node node;

    Autopsy(Node node) {
        this.node = node;
    }

    /**
     * @return how often a class is loaded: once for each class loader of the application that is still held by
     *     something after a collection of all garbage
     */
    long copiesLoaded(String className) {
        ask("GC.run");
        return ask("VM.class_hierarchy", className)
                .lines()
                .filter(line -> line.contains(className + "/"))
                .count();
    }

    /** @return the names of the threads that are there */
    List<String> threads() {
        return ask("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .toList();
    }

    private String ask(String... question) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(node.pid())));
            command.addAll(List.of(question));
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
