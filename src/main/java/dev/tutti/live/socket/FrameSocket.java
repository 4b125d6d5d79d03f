package dev.tutti.live.socket;

import dev.tutti.live.protocol.Encoded;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** A connection of a server that takes frames as they stand in the protocol: encoded once for all, and several in one buffer. */
public abstract class FrameSocket implements Engine.Socket {
    /**
     * @param frames one or more, whole
     * @param done told once, whether the server took them; on any thread, and possibly before this returns
     */
    protected abstract void write(ByteBuffer frames, Consumer<Boolean> done);

    @Override
    public final void send(Encoded message, Consumer<Boolean> done) {
        write(message.frame(), done);
    }

    @Override
    public final boolean gathers() {
        return true;
    }

    @Override
    public final void send(List<Encoded> messages, Consumer<Boolean> done) {
        write(Encoded.frames(messages), done);
    }
}
