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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of one workspace that is cut at random every fraction of a second, and comes back over WebSocket, SSE or long
 * polling. It knows of Tutti what PROTOCOL.md says, and keeps what that tells it to keep: its position, and what it has
 * heard since.
 */
final class Roamer {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final int TRY_AGAIN_MILLIS = 100;
    /** What says nothing of what one may see: it is tried again where one was. */
    private static final Set<String> NOT_NOW = Set.of("unavailable", "outcome_unknown", "rate_limited");

    /** How one comes. */
    enum Way {
        SOCKET,
        STREAM,
        POLLS
    }

    /**
     * How one is used to come and go.
     *
     * @param shortest how long one stays at least, if nothing comes between
     * @param silence after which one thinks that a socket is dead
     * @param stubborn whether one stays until one is sent away, and takes no new token
     */
    record Habits(List<Way> ways, Duration shortest, Duration longest, Duration silence, boolean stubborn) {
        private static final List<Way> ALL = List.of(Way.values());
        private static final Duration LONGER_THAN_A_TOKEN = Duration.ofSeconds(90);

        static final Habits RESTLESS =
                new Habits(ALL, Duration.ofMillis(50), Duration.ofMillis(950), LONGER_THAN_A_TOKEN, false);
        static final Habits STUBBORN =
                new Habits(ALL, LONGER_THAN_A_TOKEN, LONGER_THAN_A_TOKEN.plusMillis(1), LONGER_THAN_A_TOKEN, true);
    }

    final PlainHttp http;
    private final String workspace;
    private final Random random;
    private final Habits habits;
    private final List<Recording.Stretch> stretches = new ArrayList<>();

    /** How often it had to start anew, by the reason it was given. */
    final Map<String, Integer> restarts = new TreeMap<>();

    final Map<String, Integer> visits = new TreeMap<>();
    private Optional<String> epoch = Optional.empty();
    private String mark = "";
    private long joined;
    private boolean hurries;

    Roamer(PlainHttp http, String workspace, long seed, Habits habits) {
        this.habits = habits;
        this.http = http;
        this.workspace = workspace;
        random = new Random(seed);
    }

    /** One visit, over one transport, for a moment. */
    void visit() {
        try {
            if (epoch.isEmpty() && !load()) {
                pause();
                return;
            }
            switch (habits.ways().get(random.nextInt(habits.ways().size()))) {
                case SOCKET -> socket();
                case STREAM -> stream();
                case POLLS -> polls();
            }
        } catch (IOException | IllegalStateException | CompletionException cut) {
            visits.merge("lost", 1, Integer::sum);
            pause();
        }
    }

    /** Comes, for short visits only, until it has heard everything up to this number, or the time is up. */
    void comesHome(long head, Duration limit) {
        hurries = true;
        for (Instant end = Instant.now().plus(limit);
                (isLost() || position() < head) && Instant.now().isBefore(end); ) {
            visit();
        }
    }

    /** @return the number of the last event that it has; before any, 0 */
    long position() {
        return recording().end();
    }

    /** @return what it has heard so far */
    Recording recording() {
        return new Recording(http.name, http.id, stretches);
    }

    private boolean isLost() {
        return epoch.isEmpty();
    }

    /** Starts from a snapshot. @return whether there is one for it */
    private boolean load() {
        HttpResponse<String> answer = http.call("GET", "api/workspaces/" + workspace + "/snapshot", "");
        if (answer.statusCode() == 404) {
            return false;
        }
        if (answer.statusCode() != 200) {
            refused("snapshot " + answer.statusCode());
            return false;
        }
        JsonObject snapshot = PlainHttp.json(answer.body());
        epoch = Optional.of(snapshot.getString("epoch"));
        mark = snapshot.getString("mark");
        stretches.add(new Recording.Stretch(snapshot.getInt("seq"), new ArrayList<>()));
        return true;
    }

    private String at() {
        return epoch.orElseThrow() + ":" + position() + ":" + mark;
    }

    private Duration moment() {
        long more = habits.longest().minus(habits.shortest()).toMillis();
        return hurries ? SHORT : habits.shortest().plusMillis(random.nextInt((int) more));
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
        mark = event.getString("mark");
        stretches
                .get(stretches.size() - 1)
                .events()
                .add(new Recording.Heard(
                        seq, event.getString("type"), event.getJsonObject("payload"), System.nanoTime(), joined));
    }

    private void joined(JsonObject reply) {
        joined = System.nanoTime();
        if (!reply.getBoolean("recovered")) {
            startAnew(reply.getString("reason", "none"));
        }
    }

    private void refused(String what) {
        visits.merge("refused: " + what, 1, Integer::sum);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TRY_AGAIN_MILLIS));
    }

    // --- WebSocket ---

    private void socket() {
        visits.merge("socket", 1, Integer::sum);
        Line line = new Line(http);
        line.say("{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace
                + "\",\"position\":\"" + at() + "\"}}");
        long end = System.nanoTime() + moment().toNanos();
        try {
            Optional<JsonObject> frame = next(line, end);
            while (frame.isPresent()) {
                frame = frame(frame.get(), line) ? next(line, end) : Optional.empty();
            }
            if (line.isOver()) {
                pause();
            }
        } finally {
            line.cut();
        }
    }

    private Optional<JsonObject> next(Line line, long end) {
        return line.next(Math.min(end - System.nanoTime(), habits.silence().toNanos()));
    }

    /** @return whether there is a reason to listen on */
    private boolean frame(JsonObject frame, Line line) {
        switch (frame.getString("type")) {
            case "reply" -> {
                if (frame.getBoolean("success") && frame.getInt("id") == 1) {
                    joined(frame.getJsonObject("data"));
                } else if (!frame.getBoolean("success")) {
                    return comesBack(frame.getJsonObject("error").getString("code"));
                }
            }
            case "reset" -> startAnew(frame.getJsonObject("payload").getString("reason"));
            case "access:revoked" -> startAnew("access:revoked");
            case "auth:expiring" -> {
                if (!habits.stubborn()) {
                    line.say("{\"id\":2,\"type\":\"auth:refresh\",\"payload\":{\"token\":\"" + http.token() + "\"}}");
                }
            }
            case "error" -> visits.merge(frame.getJsonObject("payload").getString("code"), 1, Integer::sum);
            default -> hear(frame);
        }
        return epoch.isPresent();
    }

    /** @return whether to listen on: never */
    private boolean comesBack(String code) {
        if (NOT_NOW.contains(code)) {
            refused(code);
            pause();
        } else {
            startAnew(code);
        }
        return false;
    }

    // --- Server-Sent Events ---

    private void stream() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        http.address("api/events?workspace=" + workspace + "&after=" + workspace + ":" + at()))
                .header("Authorization", "Bearer " + http.token())
                .timeout(http.patience())
                .build();
        HttpResponse<InputStream> answer = PlainHttp.CLIENT
                .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .join();
        visits.merge("stream " + answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 404 && PlainHttp.isTuttis(answer)) {
            startAnew("not_found");
        }
        try (InputStream body = answer.body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                pause();
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
                case 410 -> startAnew(PlainHttp.json(answer.body()).getString("reason"));
                default -> {
                    if (answer.statusCode() == 404 && PlainHttp.isTuttis(answer)) {
                        startAnew("not_found");
                    } else {
                        pause();
                    }
                }
            }
        }
    }
}
