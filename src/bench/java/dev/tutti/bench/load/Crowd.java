package dev.tutti.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Very many clients, in one thread. */
public final class Crowd implements AutoCloseable {
    /** One of so many takes every event apart. */
    private static final int CHECKED = 200;

    private static final int BUFFER = 1 << 18;

    private final InetSocketAddress address;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "crowd");
    private final Queue<Subscriber> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final List<Subscriber> all = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Mark mark = new Mark();
    private final Ear ear;
    private final int atOnce;
    private int under;
    private volatile CountDownLatch expected = new CountDownLatch(0);
    private volatile Optional<String> fault = Optional.empty();
    private volatile boolean over;

    /**
     * @param ear of all of them
     * @param atOnce how many may be getting in at the same time
     */
    public Crowd(InetSocketAddress address, Ear ear, int atOnce) throws IOException {
        this.address = address;
        this.atOnce = atOnce;
        this.ear = ear;
        selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    /** @return how long it took until all of them were in */
    public Duration join(List<Script> scripts, Duration patience) {
        long start = System.nanoTime();
        List<Subscriber> come =
                scripts.stream().map(script -> new Subscriber(this, script)).toList();
        expected = new CountDownLatch(come.size());
        all.addAll(come);
        waiting.addAll(come);
        selector.wakeup();
        await(patience);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!expected.await(100, TimeUnit.MILLISECONDS)) {
                check();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(expected.getCount() + " are not in after " + patience);
                }
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        check();
    }

    /** @throws IllegalStateException if anybody has lost the connection, or heard what was not to be heard */
    public void check() {
        fault.ifPresent(what -> {
            throw new IllegalStateException(what);
        });
    }

    public List<Subscriber> all() {
        return List.copyOf(all);
    }

    Ear ear() {
        return ear;
    }

    Mark mark() {
        return mark;
    }

    /** Lets some of them look at every event, from here on. */
    public void choosesCheckers() {
        List<Subscriber> members = all();
        does(() -> {
            for (int i = 0; i < members.size(); i += CHECKED) {
                members.get(i).checks();
            }
        });
    }

    /** Cuts the connections of these, without a word. */
    public void cut(List<Subscriber> some) {
        does(() -> some.forEach(Subscriber::goes));
        all.removeAll(some);
    }

    private void does(Runnable errand) {
        CountDownLatch done = new CountDownLatch(1);
        errands.add(() -> {
            errand.run();
            done.countDown();
        });
        selector.wakeup();
        try {
            if (!done.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the crowd does not answer");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** One of them is, of those that were to come. */
    void isIn() {
        under--;
        expected.countDown();
    }

    private void run() {
        try {
            while (!over) {
                selector.select(this::serve, 100);
                for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                    errand.run();
                }
                while (under < atOnce && !waiting.isEmpty()) {
                    under++;
                    waiting.remove().connect(address, selector);
                }
            }
        } catch (IOException | RuntimeException broken) {
            fault = Optional.of("the crowd has ended: " + broken);
        }
    }

    private void serve(SelectionKey key) {
        Subscriber subscriber = (Subscriber) key.attachment();
        try {
            if (key.isConnectable()) {
                subscriber.connected(key);
            } else {
                subscriber.read(buffer, System.nanoTime());
            }
        } catch (IOException | RuntimeException lost) {
            if (!subscriber.isAbsent()) {
                subscriber.goes();
                fault = Optional.of(lost.toString());
            }
        }
    }

    @Override
    public void close() {
        try {
            cut(all());
            over = true;
            selector.wakeup();
            thread.join(10_000);
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
