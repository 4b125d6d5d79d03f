package dev.tutti.live.socket.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.xnio.Buffers;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * Lets whole frames of ours out between those that Undertow writes by itself (pings, pongs, the close). Undertow hands a
 * frame down as one write, and what is left of it in the next; so it is seen here when none is cut, and nothing that
 * Undertow keeps for a frame is needed for one of ours.
 *
 * <p>Belongs to the connection's own thread, on which Undertow writes too, except that a connection may be ended by
 * anybody.
 */
final class WholeFramesConduit extends AbstractStreamSinkConduit<StreamSinkConduit> implements WriteReadyHandler {
    /** Frames of ours of which not everything is written, because the client reads slowly. */
    private record Leaving(ByteBuffer frames, Consumer<Boolean> done) {}

    private final AtomicReference<Optional<Leaving>> leaving = new AtomicReference<>(Optional.empty());
    private WriteReadyHandler above;
    /** Whether a frame of Undertow's is written in part. */
    private boolean isCut;
    /** Whether Undertow waits until it can write. */
    private boolean isAwaited;
    /** Whether the connection has ended, which may be noticed before what is on its way is noted. */
    private volatile boolean isOver;

    WholeFramesConduit(ConduitStreamSinkChannel channel) {
        super(channel.getConduit());
        above = new ChannelListenerHandler<>(channel);
        next.setWriteReadyHandler(this);
        channel.setConduit(this);
    }

    /** Only to be called when what was sent before is done. */
    void leave(ByteBuffer frames, Consumer<Boolean> done) {
        try {
            if (!isCut) {
                next.write(frames);
            }
        } catch (IOException closed) {
            done.accept(false);
            return;
        }
        if (frames.hasRemaining()) {
            leaving.set(Optional.of(new Leaving(frames, done)));
            if (isOver) {
                tell(false);
            }
            next.resumeWrites();
        } else {
            done.accept(true);
        }
    }

    /** @return whether nothing of ours is left */
    private boolean writeOn() throws IOException {
        Optional<Leaving> left = leaving.get();
        if (left.isEmpty()) {
            return true;
        }
        next.write(left.get().frames());
        if (left.get().frames().hasRemaining()) {
            return false;
        }
        tell(true);
        return leaving.get().isEmpty();
    }

    private void tell(boolean taken) {
        leaving.getAndSet(Optional.empty()).ifPresent(it -> it.done().accept(taken));
    }

    @Override
    public void writeReady() {
        try {
            if ((isCut || writeOn()) && isAwaited) {
                above.writeReady();
            }
            if (!isCut && writeOn() && !isAwaited) {
                next.suspendWrites();
            }
        } catch (IOException closed) {
            tell(false);
            above.writeReady();
        }
    }

    @Override
    public int write(ByteBuffer theirs) throws IOException {
        return Math.toIntExact(write(new ByteBuffer[] {theirs}, 0, 1));
    }

    @Override
    public long write(ByteBuffer[] theirs, int offset, int length) throws IOException {
        if (!isCut && !writeOn()) {
            return 0;
        }
        long written = next.write(theirs, offset, length);
        isCut = Buffers.hasRemaining(theirs, offset, length);
        return written;
    }

    @Override
    public void resumeWrites() {
        isAwaited = true;
        next.resumeWrites();
    }

    @Override
    public void wakeupWrites() {
        isAwaited = true;
        next.wakeupWrites();
    }

    @Override
    public void suspendWrites() {
        isAwaited = false;
        if (leaving.get().isEmpty()) {
            next.suspendWrites();
        }
    }

    @Override
    public boolean isWriteResumed() {
        return isAwaited;
    }

    @Override
    public void setWriteReadyHandler(WriteReadyHandler handler) {
        above = handler;
    }

    @Override
    public void forceTermination() {
        end();
        above.forceTermination();
    }

    @Override
    public void terminated() {
        end();
        above.terminated();
    }

    private void end() {
        isOver = true;
        tell(false);
    }
}
