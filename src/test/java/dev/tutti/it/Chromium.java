package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.Needed;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Chromium without a screen, spoken to in its own debugging protocol, so that nothing but the browser has to be
 * installed.
 */
final class Chromium implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonObject>> listeners = new ConcurrentHashMap<>();
    private final List<Window> windows = new ArrayList<>();
    /** Those that are not closed. */
    private final Set<String> contexts = new HashSet<>();

    private Chromium(Path program) throws IOException {
        profile = Files.createTempDirectory("tutti-chromium");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--window-size=1280,800",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = Person.HTTP
                .newWebSocketBuilder()
                .buildAsync(URI.create(address()), new Ear())
                .join();
    }

    /** @return one of this machine's, if it has any */
    private static Optional<Path> place() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one; where there is none, the tests that want it are skipped for all to see. */
    static Chromium starts() {
        Needed.here(place().isPresent(), "there is no Chromium");
        try {
            return new Chromium(place().orElseThrow());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @return a window of somebody else: it shares nothing with the others */
    Window opens() {
        String context = ask("", "Target.createBrowserContext", JsonObject.EMPTY_JSON_OBJECT)
                .getString("browserContextId");
        contexts.add(context);
        return opens(context);
    }

    /** @return one more window of the same person */
    Window opens(String context) {
        String target = ask(
                        "",
                        "Target.createTarget",
                        Json.createObjectBuilder()
                                .add("url", "about:blank")
                                .add("browserContextId", context)
                                .build())
                .getString("targetId");
        String session = ask(
                        "",
                        "Target.attachToTarget",
                        Json.createObjectBuilder()
                                .add("targetId", target)
                                .add("flatten", true)
                                .build())
                .getString("sessionId");
        Window window = new Window(this, session, target, context);
        windows.add(window);
        return window;
    }

    /** Closes all windows of one person. */
    void closes(String context) {
        if (contexts.remove(context)) {
            ask(
                    "",
                    "Target.disposeBrowserContext",
                    Json.createObjectBuilder().add("browserContextId", context).build());
        }
    }

    /** Closes every window, and fails where anything has failed in one. */
    void closesWindows() {
        List.copyOf(contexts).forEach(this::closes);
        List<String> faults =
                windows.stream().flatMap(window -> window.faults().stream()).toList();
        windows.clear();
        assertEquals(List.of(), faults);
    }

    void listen(String session, Consumer<JsonObject> listener) {
        listeners.put(session, listener);
    }

    /** Says what has no answer. */
    void tell(String session, String method) {
        send(session, method, JsonObject.EMPTY_JSON_OBJECT);
    }

    /** @param session of a window, or empty for the browser itself */
    JsonObject ask(String session, String method, JsonObject parameters) {
        try {
            JsonObject reply = send(session, method, parameters).get(90, TimeUnit.SECONDS);
            if (reply.containsKey("error")) {
                throw new IllegalStateException(method + ": " + reply.get("error"));
            }
            return reply.getJsonObject("result");
        } catch (InterruptedException | ExecutionException | TimeoutException never) {
            throw new IllegalStateException(method, never);
        }
    }

    private CompletableFuture<JsonObject> send(String session, String method, JsonObject parameters) {
        int id = asked.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        var message =
                Json.createObjectBuilder().add("id", id).add("method", method).add("params", parameters);
        if (!session.isEmpty()) {
            message.add("sessionId", session);
        }
        synchronized (socket) {
            socket.sendText(message.build().toString(), true).join();
        }
        return answer;
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (var files = Files.walk(profile)) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException stays) {
            // What a browser that has just been killed still wrote; it lies where temporary files do.
        }
    }

    private String address() throws IOException {
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> said.lines().forEach(unheeded -> {}), "chromium-says");
                drain.setDaemon(true);
                drain.start();
                return listening.group(1);
            }
        }
        throw new IOException("Chromium did not start");
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder heard = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heard.append(part);
            if (last) {
                try (JsonReader reader = Json.createReader(new StringReader(heard.toString()))) {
                    hear(reader.readObject());
                }
                heard.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void hear(JsonObject message) {
            if (message.containsKey("id")) {
                Optional.ofNullable(answers.remove(message.getInt("id"))).ifPresent(it -> it.complete(message));
            } else {
                Optional.ofNullable(listeners.get(message.getString("sessionId", "")))
                        .ifPresent(it -> it.accept(message));
            }
        }
    }
}
