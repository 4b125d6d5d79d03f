package dev.tutti.chaos;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Very many connections to one workspace that come back as our client does: when they are told to, and with a position. */
final class Crowd implements AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(20);
    private static final int MOST_MILLIS = 30_000;

    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger resets = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger doubled = new AtomicInteger();
    final ConcurrentMap<Integer, AtomicInteger> ends = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Member> members = new ArrayList<>();
    private final String workspace;
    private final Random random;
    private volatile List<URI> open;
    private volatile boolean over;

    /** @param open the nodes that the load balancer sends to */
    Crowd(String workspace, Random random, URI... open) {
        this.workspace = workspace;
        this.random = random;
        balance(open);
    }

    /** The load balancer has seen which nodes are ready. */
    void balance(URI... ready) {
        open = List.of(ready);
    }

    /** One more, who knocks after a while. */
    void add(Supplier<String> token, int afterMillis) {
        Member member = new Member(token);
        members.add(member);
        member.comes(afterMillis);
    }

    /** @return how many are connected where the load balancer sends them, and have heard everything up to there */
    long reached(int seq) {
        return members.stream()
                .filter(member -> member.socket != null && open.contains(member.node) && member.seq >= seq)
                .count();
    }

    @Override
    public void close() {
        over = true;
        clock.shutdownNow();
        members.forEach(Member::hangUp);
    }

    /** One connection after the other, with the position from one to the next. */
    private final class Member implements WebSocket.Listener {
        private final Supplier<String> token;
        private final StringBuilder parts = new StringBuilder();
        private volatile WebSocket socket;
        private volatile int seq = -1;
        private String epoch = "";
        private Optional<String> mark = Optional.empty();
        private int failures;
        private int saidToReturnWithin;
        private volatile URI node;

        Member(Supplier<String> token) {
            this.token = token;
        }

        void comes(long millis) {
            if (!over) {
                clock.schedule(this::knock, millis, TimeUnit.MILLISECONDS);
            }
        }

        private void knock() {
            List<URI> nodes = open;
            node = nodes.get(random.nextInt(nodes.size()));
            PlainHttp.CLIENT
                    .newWebSocketBuilder()
                    .connectTimeout(OPENING)
                    .header("Authorization", "Bearer " + token.get())
                    .buildAsync(URI.create("ws" + node.toString().substring(4) + "ws"), this)
                    .whenComplete((opened, failure) -> {
                        if (failure != null) {
                            turnedAway(failure);
                        }
                    });
        }

        private void turnedAway(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            int after = 0;
            if (cause instanceof WebSocketHandshakeException no) {
                refused.incrementAndGet();
                after = no.getResponse()
                                .headers()
                                .firstValue("Retry-After")
                                .map(Integer::parseInt)
                                .orElse(0)
                        * 1000;
            }
            comes(after + pause());
        }

        private int pause() {
            return random.nextInt(Math.min(MOST_MILLIS, 1000 << Math.min(failures++, 10)));
        }

        void hangUp() {
            WebSocket last = socket;
            if (last != null) {
                last.abort();
            }
        }

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                hear(from, PlainHttp.json(parts.toString()));
                parts.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void hear(WebSocket from, JsonObject frame) {
            String type = frame.getString("type");
            JsonObject payload =
                    frame.getOrDefault("payload", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
            if (type.equals("connected")) {
                from.sendText(join(), true);
            } else if (type.equals("reply")) {
                joined(from, frame.getJsonObject("data"));
            } else if (type.equals("skip")) {
                seq = payload.getInt("to");
                mark = Optional.of(payload.getString("mark"));
            } else if (type.equals("shutdown")) {
                saidToReturnWithin = payload.getInt("reconnectAfterMs");
            } else if (type.equals("reset")) {
                resets.incrementAndGet();
            } else if (frame.containsKey("seq")) {
                enter(frame);
            }
        }

        private String join() {
            String position = seq < 0
                    ? ""
                    : ",\"position\":{\"epoch\":\"%s\",\"seq\":%d%s}"
                            .formatted(
                                    epoch,
                                    seq,
                                    mark.map(it -> ",\"mark\":\"" + it + "\"").orElse(""));
            return "{\"type\":\"workspace:join\",\"id\":\"j\",\"payload\":{\"workspaceId\":\"%s\"%s}}"
                    .formatted(workspace, position);
        }

        private void joined(WebSocket from, JsonObject data) {
            if (seq >= 0 && !data.getBoolean("recovered")) {
                resets.incrementAndGet();
            } else if (seq < 0) {
                epoch = data.getString("epoch");
                seq = data.getInt("seq");
            }
            failures = 0;
            socket = from;
        }

        private void enter(JsonObject entry) {
            int heard = entry.getInt("seq");
            (heard <= seq ? doubled : lost).addAndGet(Math.abs(heard - seq - 1));
            seq = Math.max(seq, heard);
            mark = Optional.of(entry.getString("mark"));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended(1006);
        }

        private void ended(int code) {
            socket = null;
            parts.setLength(0);
            if (!over) {
                ends.computeIfAbsent(code, any -> new AtomicInteger()).incrementAndGet();
                comes(saidToReturnWithin > 0 ? random.nextInt(saidToReturnWithin) : pause());
                saidToReturnWithin = 0;
            }
        }
    }
}
