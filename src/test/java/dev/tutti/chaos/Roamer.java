package dev.tutti.chaos;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of one workspace that is cut at random every fraction of a second, and comes back over WebSocket, SSE or long
 * polling. It knows of Tutti what PROTOCOL.md says, and keeps what that tells it to keep: its position, and what it has
 * heard since.
 *
 * <p>One that is stubborn stays until it is sent away: it takes no new token when its own is about to end.
 */
final class Roamer {
    private static final Duration LONGER_THAN_A_TOKEN = Duration.ofSeconds(90);

    /** An event as it was heard. */
    record Heard(long seq, String type, JsonObject payload) {}

    /** What was heard from one snapshot on. */
    record Stretch(long start, List<Heard> events) {
        long end() {
            return start + events.size();
        }
    }

    final PlainHttp http;
    private final String workspace;
    private final Random random;
    private final boolean stubborn;

    final List<Stretch> stretches = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    /** How often it had to start anew, by the reason it was given. */
    final Map<String, Integer> restarts = new TreeMap<>();

    final Map<String, Integer> visits = new TreeMap<>();
    private Optional<String> epoch = Optional.empty();
    private String mark = "";

    Roamer(PlainHttp http, String workspace, long seed, boolean stubborn) {
        this.stubborn = stubborn;
        this.http = http;
        this.workspace = workspace;
        random = new Random(seed);
    }

    /** One visit, over one transport, for a moment. */
    void visit() {
        try {
            if (epoch.isEmpty() && !load()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                return;
            }
            switch (random.nextInt(3)) {
                case 0 -> socket();
                case 1 -> stream();
                default -> polls();
            }
        } catch (IOException | IllegalStateException cut) {
            visits.merge("lost", 1, Integer::sum);
        }
    }

    /** @return the number of the last event that it has; before any, 0 */
    long position() {
        return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).end();
    }

    boolean isLost() {
        return epoch.isEmpty();
    }

    /** Starts from a snapshot. @return whether there is one for it */
    private boolean load() {
        HttpResponse<String> answer = http.call("GET", "api/workspaces/" + workspace + "/snapshot", "");
        if (answer.statusCode() == 404) {
            return false;
        }
        if (answer.statusCode() != 200) {
            faults.add("snapshot: " + answer.statusCode() + " " + answer.body());
            return false;
        }
        JsonObject snapshot = PlainHttp.json(answer.body());
        epoch = Optional.of(snapshot.getString("epoch"));
        mark = snapshot.getString("mark");
        stretches.add(new Stretch(snapshot.getInt("seq"), new ArrayList<>()));
        return true;
    }

    private String at() {
        return epoch.orElseThrow() + ":" + position() + ":" + mark;
    }

    private Duration moment() {
        return stubborn ? LONGER_THAN_A_TOKEN : Duration.ofMillis(50 + random.nextInt(900));
    }

    private void startAnew(String reason) {
        restarts.merge(reason, 1, Integer::sum);
        epoch = Optional.empty();
    }

    private void hear(JsonObject event) {
        if (!workspace.equals(event.getString("workspaceId", "")) || !event.containsKey("seq")) {
            return;
        }
        long seq = event.getJsonNumber("seq").longValueExact();
        if (seq != position() + 1) {
            faults.add("expected " + (position() + 1) + " and heard " + seq);
        }
        mark = event.getString("mark");
        stretches
                .get(stretches.size() - 1)
                .events()
                .add(new Heard(seq, event.getString("type"), event.getJsonObject("payload")));
    }

    private void joined(JsonObject joined) {
        if (!joined.getBoolean("recovered")) {
            startAnew(joined.getString("reason", "none"));
        }
    }

    // --- WebSocket ---

    private void socket() {
        visits.merge("socket", 1, Integer::sum);
        Line line = new Line(http);
        line.say("{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace
                + "\",\"position\":\"" + at() + "\"}}");
        long end = System.nanoTime() + moment().toNanos();
        try {
            Optional<JsonObject> frame = line.next(end - System.nanoTime());
            while (frame.isPresent()) {
                frame(frame.get(), line);
                frame = epoch.isPresent() ? line.next(end - System.nanoTime()) : Optional.empty();
            }
        } finally {
            line.cut();
        }
    }

    private void frame(JsonObject frame, Line line) {
        switch (frame.getString("type")) {
            case "reply" -> {
                if (frame.getBoolean("success") && frame.getInt("id") == 1) {
                    joined(frame.getJsonObject("data"));
                } else if (!frame.getBoolean("success")) {
                    startAnew(frame.getJsonObject("error").getString("code"));
                }
            }
            case "reset" -> startAnew(frame.getJsonObject("payload").getString("reason"));
            case "access:revoked" -> startAnew("access:revoked");
            case "auth:expiring" -> {
                if (!stubborn) {
                    line.say("{\"id\":2,\"type\":\"auth:refresh\",\"payload\":{\"token\":\"" + http.token() + "\"}}");
                }
            }
            case "error" -> visits.merge(frame.getJsonObject("payload").getString("code"), 1, Integer::sum);
            default -> hear(frame);
        }
    }

    // --- Server-Sent Events ---

    private void stream() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        http.address("api/events?workspace=" + workspace + "&after=" + workspace + ":" + at()))
                .header("Authorization", "Bearer " + http.token())
                .build();
        HttpResponse<InputStream> answer = PlainHttp.CLIENT
                .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .join();
        visits.merge("stream " + answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 404) {
            startAnew("not_found");
        }
        try (InputStream body = answer.body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return;
            }
            CompletableFuture.delayedExecutor(moment().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> cut(body));
            String type = "";
            String data = "";
            for (String line = lines.readLine(); line != null && epoch.isPresent(); line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    dispatch(type, PlainHttp.json(data));
                    data = "";
                }
            }
        }
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException closed) {
            // which is what was wanted
        }
    }

    private void dispatch(String type, JsonObject event) {
        switch (type) {
            case "connected" ->
                event.getJsonObject("payload").getJsonArray("journals").stream()
                        .map(JsonValue::asJsonObject)
                        .filter(journal -> workspace.equals(journal.getString("workspaceId", "")))
                        .forEach(this::joined);
            case "reset" -> startAnew(event.getJsonObject("payload").getString("reason"));
            case "access:revoked" -> startAnew("access:revoked");
            case "error" -> visits.merge(event.getJsonObject("payload").getString("code"), 1, Integer::sum);
            default -> hear(event);
        }
    }

    // --- Long polling ---

    private void polls() {
        long end = System.nanoTime() + moment().toNanos();
        while (epoch.isPresent() && System.nanoTime() < end) {
            HttpResponse<String> answer = http.call(
                    "GET",
                    "api/workspaces/" + workspace + "/events?after=" + at() + "&wait=1&limit="
                            + (1 + random.nextInt(60)),
                    "");
            visits.merge("poll " + answer.statusCode(), 1, Integer::sum);
            switch (answer.statusCode()) {
                case 200 ->
                    PlainHttp.json(answer.body()).getJsonArray("items").stream()
                            .map(JsonValue::asJsonObject)
                            .forEach(this::hear);
                case 404 -> startAnew("not_found");
                case 410 -> startAnew(PlainHttp.json(answer.body()).getString("reason"));
                default -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }
}
