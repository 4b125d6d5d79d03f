package dev.tutti.live.socket;

import dev.tutti.live.hub.GatheringWireContract;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /** One that takes frames. */
    private static final class Connection extends MemorySocket {
        private Connection(String subprotocol) {
            super(subprotocol);
        }

        @Override
        Engine.Socket socket(Session session) {
            return new FrameSocket() {
                @Override
                protected void write(ByteBuffer frames, Consumer<Boolean> done) {
                    if (isOpen()) {
                        take(lines(frames), done);
                    } else {
                        done.accept(false);
                    }
                }

                @Override
                public void kill() {
                    cut();
                }
            };
        }

        private static List<String> lines(ByteBuffer frames) {
            List<String> lines = new ArrayList<>();
            while (frames.hasRemaining()) {
                lines.addAll(message(frames).lines().toList());
            }
            return lines;
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
    }
}
