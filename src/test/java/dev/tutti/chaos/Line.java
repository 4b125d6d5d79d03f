package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain WebSocket, read message by message by one thread, and cut when it likes. */
final class Line {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);
    private boolean over;

    /** @throws java.util.concurrent.CompletionException when the server does not let us in */
    Line(PlainHttp http) {
        URI address = URI.create("ws" + http.address("ws").toString().substring(4));
        socket = PlainHttp.CLIENT
                .newWebSocketBuilder()
                .connectTimeout(http.patience())
                .header("Authorization", "Bearer " + http.token())
                .buildAsync(address, new Ear(heard))
                .join();
    }

    void say(String frame) {
        // A socket takes the next message only when it has sent the one before.
        sent = sent.thenCompose(before -> socket.sendText(frame, true));
    }

    /** @return the next message; empty when the time is up, or the connection has ended */
    Optional<JsonObject> next(long nanos) {
        try {
            String text = heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            over |= text != null && text.isEmpty();
            return Optional.ofNullable(text).filter(some -> !some.isEmpty()).map(PlainHttp::json);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** @return whether its end was heard of */
    boolean isOver() {
        return over;
    }

    /** Ends it without a word. */
    void cut() {
        socket.abort();
    }

    /** Says goodbye. */
    void hangUp() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failed) -> socket.abort());
    }

    /** Puts whole messages into the queue, and an empty one when there will be no more. */
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard;
        private final StringBuilder parts = new StringBuilder();

        Ear(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                heard.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("");
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            heard.add("");
        }
    }
}
