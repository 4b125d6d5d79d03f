package dev.tutti.live.socket;

import dev.tutti.live.hub.GatheringWireContract;
import dev.tutti.live.hub.Wire;
import dev.tutti.live.hub.WireContract;
import jakarta.json.Json;
import jakarta.websocket.Session;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The wire of a socket that takes several messages at once")
class GatheringWireTest {
    @Nested
    @DisplayName("as frames in one buffer")
    class Frames extends GatheringWireContract {
        @Override
        protected Client connect() {
            return new Connection("tutti.v1");
        }
    }

    @Nested
    @DisplayName("as lines of one frame, for a client that offered to take them so")
    class Lines extends GatheringWireContract {
        @Override
        protected Client connect() {
            return new Connection("tutti.v1.lines");
        }
    }

    /** A connection in memory that takes frames, and fails what is on its way when it is gone. */
    private static final class Connection implements WireContract.Client {
        private final String subprotocol;
        private final List<String> lines = new ArrayList<>();
        private Optional<Consumer<Boolean>> untold = Optional.empty();
        private boolean blocked;
        private boolean vanished;
        private boolean closed;
        private boolean cut;

        private Connection(String subprotocol) {
            this.subprotocol = subprotocol;
        }

        @Override
        public Wire wire() {
            Class<?>[] type = {Session.class};
            Session session = (Session) Proxy.newProxyInstance(
                    Session.class.getClassLoader(), type, (proxy, method, arguments) -> switch (method.getName()) {
                        case "getNegotiatedSubprotocol" -> subprotocol;
                        case "getAsyncRemote" -> throw new IllegalStateException("Nobody answers pings here");
                        case "close" -> closed = true;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
            return new SocketWire(session, opened -> new FrameSocket() {
                @Override
                protected void write(ByteBuffer frames, Consumer<Boolean> done) {
                    take(frames, done);
                }

                @Override
                public void kill() {
                    cut = true;
                    vanish();
                }
            });
        }

        private void take(ByteBuffer frames, Consumer<Boolean> done) {
            if (closed || vanished) {
                done.accept(false);
                return;
            }
            while (frames.hasRemaining()) {
                lines.addAll(message(frames).lines().toList());
            }
            untold = Optional.of(done);
            if (!blocked) {
                unblock();
            }
        }

        private static String message(ByteBuffer frames) {
            if (frames.get() != (byte) 0x81) {
                throw new AssertionError("not a text that is whole");
            }
            int length = frames.get();
            byte[] text = new byte[length == 126 ? frames.getShort() : length];
            frames.get(text);
            return new String(text, StandardCharsets.UTF_8);
        }

        @Override
        public List<Long> heard() {
            return lines.stream()
                    .map(text -> Json.createReader(new StringReader(text)).readObject())
                    .map(frame -> frame.getJsonNumber("seq").longValueExact())
                    .toList();
        }

        @Override
        public void block() {
            blocked = true;
        }

        @Override
        public void unblock() {
            blocked = false;
            tell(true);
        }

        @Override
        public void vanish() {
            vanished = true;
            tell(false);
        }

        private void tell(boolean taken) {
            Optional<Consumer<Boolean>> done = untold;
            untold = Optional.empty();
            done.ifPresent(it -> it.accept(taken));
        }

        @Override
        public boolean hasEnded() {
            return closed;
        }

        @Override
        public boolean wasCut() {
            return cut;
        }
    }
}
