package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** What a window takes from the disk, and leaves there. */
final class Disk {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Window window;
    private final Path folder;

    /** @param folder one that is empty */
    Disk(Window window, Path folder) {
        this.window = window;
        this.folder = folder;
        window.ask(
                "Page.setDownloadBehavior",
                Json.createObjectBuilder().add("behavior", "allow").add("downloadPath", folder.toString()));
    }

    /** Chooses a file in the field for one. */
    void chooses(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        window.awaits("document.querySelector('input[type=file]')");
        String field = window.ask(
                        "Runtime.evaluate",
                        Json.createObjectBuilder().add("expression", "document.querySelector('input[type=file]')"))
                .getJsonObject("result")
                .getString("objectId");
        window.ask(
                "DOM.setFileInputFiles",
                Json.createObjectBuilder()
                        .add("objectId", field)
                        .add(
                                "files",
                                Json.createArrayBuilder()
                                        .add(folder.resolve(name).toString())));
    }

    /** Lets a file fall onto an element. */
    void drops(String selector, String name, String text) {
        window.evaluate("""
                (() => {
                  const dataTransfer = new DataTransfer();
                  dataTransfer.items.add(new File([%s], %s));
                  for (const type of ["dragover", "drop"]) {
                    document.querySelector(%s).dispatchEvent(new DragEvent(type, {dataTransfer, bubbles: true, cancelable: true}));
                  }
                })()""".formatted(Window.quoted(text), Window.quoted(name), Window.quoted(selector)), name);
    }

    /** @return what is in the file of this name, once the browser has all of it */
    String downloaded(String name) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.exists(folder.resolve(name))) {
            assertTrue(Instant.now().isBefore(deadline), name);
            LockSupport.parkNanos(20_000_000);
        }
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
