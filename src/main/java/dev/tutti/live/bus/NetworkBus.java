package dev.tutti.live.bus;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bus over a messenger that may go away and come back. Keeps a line to it, and follows there what is followed here
 * and nothing else. Two threads: one says, the other hears.
 */
final class NetworkBus implements Bus, AutoCloseable {
    private static final System.Logger LOG = Log.of(NetworkBus.class);

    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final int FIRST_PAUSE_MILLIS = 250;
    private static final int LONGEST_PAUSE_MILLIS = 4_000;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Line.Messenger messenger;
    private final ThreadFactory threads;
    private final Seal seal;
    private final Outgoing outgoing;
    private final Incoming incoming;
    private final Thread worker;

    private final Set<StreamId> followed = ConcurrentHashMap.newKeySet();
    /** Those of which the messenger may not know yet whether they are followed. */
    private final Queue<StreamId> changed = new ConcurrentLinkedQueue<>();

    private volatile State state = State.DEGRADED;
    private volatile boolean closed;
    private boolean complained;

    NetworkBus(NodeId me, Seal seal, Line.Messenger messenger, ThreadFactory threads) {
        this.messenger = messenger;
        this.threads = threads;
        this.seal = seal;
        outgoing = new Outgoing(me, messenger.mostBytes() - Packet.HEAD - Seal.BYTES);
        incoming = new Incoming(me, seal, followed::contains);
        worker = threads.newThread(this::work);
        worker.start();
    }

    @Override
    public void follow(StreamId stream) {
        followed.add(stream);
        changed.add(stream);
        outgoing.wake();
    }

    @Override
    public void forget(StreamId stream) {
        followed.remove(stream);
        incoming.forget(stream);
        outgoing.forget(stream);
        changed.add(stream);
        outgoing.wake();
    }

    @Override
    public void hint(StreamId stream, long seq) {
        outgoing.hint(stream, seq);
    }

    @Override
    public void say(StreamId stream, Topic topic, byte[] body) {
        if (body.length > MOST_BYTES) {
            throw new IllegalArgumentException("Nobody says " + body.length + " bytes at once");
        }
        outgoing.say(stream, topic, body);
    }

    @Override
    public void listen(Topic topic, Ear ear) {
        incoming.listen(topic, ear);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void close() {
        closed = true;
        outgoing.wake();
        try {
            worker.join(FAREWELL.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            worker.interrupt();
        }
    }

    private void work() {
        int pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try (Line line = messenger.open()) {
                serve(line);
            } catch (InterruptedException stopping) {
                return;
            } catch (Throwable lost) {
                // Errors too: a bus that stopped here would be silent for ever.
                complain(lost);
            }
            pause = state == State.UP ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            state = State.DEGRADED;
            if (!closed && !rest(pause)) {
                return;
            }
        }
    }

    /** @return whether to go on */
    private static boolean rest(int pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause / 2 + ThreadLocalRandom.current().nextInt(pause / 2));
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }

    /** Until the line is over. */
    private void serve(Line line) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        threads.newThread(() -> read(line, over)).start();
        changed.clear();
        Set<StreamId> known = new HashSet<>(followed);
        subscribe(line, known);
        long probed = System.nanoTime();
        while (!closed && !over.get()) {
            keepUp(line, known);
            List<Packet> next = outgoing.take(BATCH, IDLE.toMillis());
            if (!next.isEmpty()) {
                line.send(next.stream()
                        .map(packet -> new Line.Message(Channels.of(packet.stream()), seal.seal(packet.bytes())))
                        .toList());
            }
            if (System.nanoTime() - probed > PROBE.toNanos()) {
                probed = System.nanoTime();
                line.probe();
            }
        }
    }

    private void read(Line line, AtomicBoolean over) {
        try {
            line.read(new Line.Reader() {
                @Override
                public void heard(byte[] message) {
                    incoming.heard(message, stream -> line.lane(Channels.of(stream)));
                }

                @Override
                public void hears(String channel) {
                    praise();
                    incoming.hears(channel);
                }
            });
        } catch (Throwable lost) {
            if (!closed) {
                complain(lost);
            }
        } finally {
            over.set(true);
            line.close();
            outgoing.wake();
        }
    }

    private void subscribe(Line line, Set<StreamId> streams) throws Exception {
        List<String> names = new ArrayList<>();
        streams.forEach(stream -> names.add(Channels.of(stream)));
        for (int from = 0; from < names.size(); from += BATCH) {
            line.subscribe(Set.copyOf(names.subList(from, Math.min(names.size(), from + BATCH))));
        }
    }

    private void keepUp(Line line, Set<StreamId> known) throws Exception {
        Set<StreamId> more = new HashSet<>();
        Set<String> less = new HashSet<>();
        for (StreamId stream = changed.poll(); stream != null; stream = changed.poll()) {
            if (followed.contains(stream)) {
                more.add(stream);
            } else if (known.remove(stream)) {
                less.add(Channels.of(stream));
            }
        }
        more.removeIf(stream -> !known.add(stream));
        if (!less.isEmpty()) {
            line.unsubscribe(less);
        }
        subscribe(line, more);
    }

    private synchronized void praise() {
        if (state != State.UP) {
            state = State.UP;
            complained = false;
            LOG.log(System.Logger.Level.INFO, "bus.up over " + messenger.name());
        }
    }

    /** Once, until it is mended: it may last. */
    private synchronized void complain(Throwable lost) {
        if (!complained && !closed) {
            complained = true;
            Count.BUS_LOST.up();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "bus.down over " + messenger.name() + ": what happens on other nodes is seen up to a second later,"
                            + " and who is there is not. Trying on. " + lost);
        }
    }
}
