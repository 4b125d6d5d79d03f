package dev.tutti.live.sse;

import dev.tutti.base.json.JsonText;
import dev.tutti.live.http.Exchange;
import dev.tutti.live.hub.SessionRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * A few events one after the other, at the address and with the headers of all streams, for somebody who looks whether they
 * arrive like that. It follows nothing and needs no credential; it is short, whatever its client does.
 */
record CheckupStream(Exchange exchange, SessionRegistry registry, Clock clock) {
    private static final int EVENTS = 5;
    private static final Duration STEP = Duration.ofMillis(300);

    /** For a client that does not read. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    void begin() {
        exchange.begin(200, SseWire.HEADERS);
        Future<?> end = registry.after(AT_MOST, exchange::kill);
        exchange.whenGone().thenRun(() -> end.cancel(false));
        say(1);
    }

    private void say(int number) {
        exchange.write(event(number), taken -> {});
        if (number < EVENTS) {
            registry.after(STEP, () -> say(number + 1));
        } else {
            exchange.finish();
        }
    }

    private byte[] event(int number) {
        String data = JsonText.object()
                .add("number", number)
                .add("of", EVENTS)
                .add("ts", clock.millis())
                .build()
                .toString();
        return ("event: checkup\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
