package dev.tutti.live.sse;

import dev.tutti.base.json.JsonText;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.http.Exchange;
import dev.tutti.live.http.Refusal;
import dev.tutti.live.hub.Wire;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Joined;
import dev.tutti.live.protocol.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The way to a client over a stream of Server-Sent Events. The stream begins with the greeting; whatever comes before it
 * is a refusal, and answered with a status.
 */
final class SseWire implements Wire {
    /** Of every stream. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream;charset=utf-8",
            "Cache-Control", "no-store",
            "X-Accel-Buffering", "no",
            // So that nobody else's request is on the connection when it has to be ended by force.
            "Connection", "close");

    private final Exchange exchange;
    private final Duration retry;

    /** What the next id says of each journal. Guarded by itself. */
    private final Map<StreamId, String> places = new LinkedHashMap<>();

    private final AtomicBoolean pinging = new AtomicBoolean();

    /** @param retry how long a client is to wait before it comes back */
    SseWire(Exchange exchange, Duration retry) {
        this.exchange = exchange;
        this.retry = retry;
    }

    /**
     * Says where the client is in each journal, before its first entry. Where it has a hole it stays at the position that
     * it brought: from any other the browser, which comes back by itself, would go on as if there were none.
     *
     * @param since the positions that the client brought
     */
    void follow(List<Joined> journals, Map<StreamId, Optional<Position>> since) {
        synchronized (places) {
            journals.forEach(joined -> places.put(
                    joined.stream(),
                    EventId.part(joined.stream(), since.get(joined.stream()).orElse(joined.position()))));
        }
    }

    /** Refuses, where nothing has been said yet. */
    void refuse(RuntimeException why) {
        Refusal.of(why).send(exchange);
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        boolean greeting = frame.type().equals("connected");
        if (greeting && exchange.begin(200, HEADERS)) {
            exchange.write(bytes("retry: " + retry.toMillis() + "\n\n"), taken -> {});
        }
        if (exchange.hasBegun()) {
            Optional<String> id = greeting || frame.place().isPresent() ? Optional.of(id(frame)) : Optional.empty();
            exchange.write(event(frame.type(), id, frame.text()), done);
        } else {
            done.accept(true);
        }
    }

    @Override
    public boolean hasAnswers() {
        return false;
    }

    @Override
    public void ping() {
        if (exchange.hasBegun() && pinging.compareAndSet(false, true)) {
            exchange.write(bytes(": ping\n\n"), taken -> pinging.set(false));
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (exchange.hasBegun()) {
            String data = JsonText.object()
                    .add("code", code.code())
                    .add("reason", reason)
                    .build()
                    .toString();
            Optional<String> id = Optional.of(EventId.STOP).filter(stop -> code.next() == CloseCode.Next.STOP);
            exchange.write(event("close", id, data), taken -> {});
            exchange.finish();
        } else {
            Refusal.of(code).send(exchange);
        }
    }

    @Override
    public void kill() {
        exchange.kill();
    }

    private String id(ServerFrame frame) {
        synchronized (places) {
            frame.place()
                    .ifPresent(place -> places.put(place.stream(), EventId.part(place.stream(), place.position())));
            return String.join(",", places.values());
        }
    }

    private static byte[] event(String type, Optional<String> id, String data) {
        return bytes("event: " + type + "\n" + id.map(it -> "id: " + it + "\n").orElse("") + "data: " + data + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
