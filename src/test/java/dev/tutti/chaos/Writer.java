package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who writes one thing after the other, over HTTP or over a socket, and sends each again, with the same key, until it is
 * acknowledged.
 */
final class Writer {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Longer than all is away at once. */
    private static final Duration ENDLESS = Duration.ofSeconds(120);

    private static final int PAUSE_MILLIS = 1_000;
    private static final int TRY_AGAIN_MILLIS = 300;
    /** That the server does not know, or cannot now; all else would be a fault. */
    private static final List<String> AGAIN = List.of(
            "409 conflict",
            "429 rate_limited",
            "502",
            "503",
            "503 unavailable",
            "503 outcome_unknown",
            "504",
            "conflict",
            "rate_limited",
            "unavailable",
            "outcome_unknown");

    final PlainHttp http;
    final List<Acknowledged> acknowledged = new ArrayList<>();
    /** How often which answer came that was no acknowledgement. */
    final Map<String, Integer> refusals = new TreeMap<>();
    /** Answers that are a fault unless a node was in trouble at that time. */
    final List<Bare> bare = new ArrayList<>();

    private final String workspace;
    private final boolean overSocket;
    private final Random random;
    private Optional<Line> line = Optional.empty();
    private int begun;

    Writer(PlainHttp http, String workspace, long seed, boolean overSocket) {
        this.http = http;
        this.workspace = workspace;
        this.overSocket = overSocket;
        random = new Random(seed);
    }

    /** Writes once, for however long it takes, and takes a breath. */
    void write() {
        String text = http.name + " " + ++begun;
        long first = System.nanoTime();
        Optional<Long> seq = Optional.empty();
        for (int tries = 1; seq.isEmpty() && System.nanoTime() - first < ENDLESS.toNanos(); tries++) {
            seq = attempt(text);
            if (seq.isPresent()) {
                acknowledged.add(new Acknowledged(http.name, text, seq.get(), first, System.nanoTime(), tries));
            } else {
                pause(random.nextInt(TRY_AGAIN_MILLIS) + TRY_AGAIN_MILLIS);
            }
        }
        if (seq.isEmpty()) {
            refused("never acknowledged");
        }
        pause(PAUSE_MILLIS + random.nextInt(2 * PAUSE_MILLIS));
    }

    /** @return those answers that no fault of the machines excuses */
    List<String> surprises() {
        return refusals.keySet().stream()
                .filter(what -> !what.startsWith("no answer") && !AGAIN.contains(what) && !what.startsWith("bare "))
                .map(what -> http.name + ": " + what)
                .toList();
    }

    void leave() {
        line.ifPresent(Line::cut);
        line = Optional.empty();
    }

    private Optional<Long> attempt(String text) {
        try {
            return overSocket ? says(text) : posts(text);
        } catch (IllegalStateException | CompletionException failure) {
            refused("no answer");
            leave();
            return Optional.empty();
        }
    }

    private Optional<Long> posts(String text) {
        HttpResponse<String> answer =
                http.call("POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"" + text + "\"}", key(text));
        if (answer.statusCode() == 201) {
            String position = answer.headers().firstValue("Journal-Position").orElseThrow();
            return Optional.of(Long.valueOf(position.split(":")[1]));
        }
        Optional<Bare> without = Bare.of(http.name, answer);
        without.ifPresent(bare::add);
        String code =
                PlainHttp.isTuttis(answer) ? " " + PlainHttp.json(answer.body()).getString("code") : "";
        refused((without.isPresent() ? "bare " : "") + answer.statusCode() + code);
        return Optional.empty();
    }

    private Optional<Long> says(String text) {
        Line open = line.filter(known -> !known.isOver()).orElseGet(() -> new Line(http));
        line = Optional.of(open);
        open.say("{\"id\":\"" + text + "\",\"mutationId\":\"" + key(text) + "\",\"type\":\"chat:send\",\"payload\":{"
                + "\"workspaceId\":\"" + workspace + "\",\"text\":\"" + text + "\"}}");
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<JsonObject> frame = open.next(end - System.nanoTime());
        while (frame.isPresent() && !frame.get().getString("id", "").equals(text)) {
            frame = open.next(end - System.nanoTime());
        }
        if (frame.isEmpty()) {
            refused(open.isOver() ? "no answer, the socket ended" : "no answer in time");
            leave();
            return Optional.empty();
        }
        if (frame.get().getBoolean("success")) {
            return Optional.of(
                    frame.get().getJsonObject("data").getJsonNumber("seq").longValueExact());
        }
        refused(frame.get().getJsonObject("error").getString("code"));
        return Optional.empty();
    }

    private String key(String text) {
        return workspace + " " + text;
    }

    private void refused(String what) {
        refusals.merge(what, 1, Integer::sum);
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
