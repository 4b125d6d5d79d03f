package dev.tutti.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Broadcasts, at a rate or as fast as they are heard, until a time is over and everybody has heard everything. */
public final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crowd crowd;
    private final Tally tally;
    private final Publisher publisher;
    private final int rooms;
    private volatile Optional<Exception> failure = Optional.empty();

    /**
     * @param tally of the crowd
     * @param rooms each of the same size; a broadcast goes to one after the other
     */
    public Load(Crowd crowd, Tally tally, Publisher publisher, int rooms) {
        this.crowd = crowd;
        this.tally = tally;
        this.publisher = publisher;
        this.rooms = rooms;
    }

    private record Due(int number, long at) {}

    /** Has so many broadcasts begin in a second, whether those before them were heard or not. */
    public Heard steady(double perSecond, Duration time) {
        BlockingQueue<Due> due = new LinkedBlockingQueue<>();
        AtomicBoolean isOver = new AtomicBoolean();
        return during(
                Integer.MAX_VALUE,
                time,
                deadline -> {
                    while (!isOver.get() || !due.isEmpty()) {
                        Due mine = due.poll(50, TimeUnit.MILLISECONDS);
                        if (mine != null) {
                            tally.sends(mine.number(), mine.at());
                            publisher.publish(mine.number() % rooms, mine.number());
                        }
                    }
                },
                () -> {
                    pace(perSecond, time, due);
                    isOver.set(true);
                });
    }

    private void pace(double perSecond, Duration time, BlockingQueue<Due> due) throws InterruptedException {
        long start = System.nanoTime();
        long count = Math.max(1, Math.round(perSecond * time.toNanos() / 1e9));
        for (long i = 0; i < count && failure.isEmpty(); i++) {
            long at = start + Math.round(i * 1e9 / perSecond);
            for (long now = System.nanoTime(); now < at; now = System.nanoTime()) {
                LockSupport.parkNanos(at - now);
            }
            due.add(new Due(tally.next(), at));
        }
    }

    /** Has so many be in flight all the time. */
    public Heard saturated(int inFlight, Duration time) {
        return during(
                inFlight,
                time,
                deadline -> {
                    while (System.nanoTime() < deadline) {
                        int number = tally.next();
                        tally.sends(number, System.nanoTime());
                        publisher.publish(number % rooms, number);
                    }
                },
                () -> {});
    }

    @FunctionalInterface
    private interface Work {
        void until(long deadline) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Pace {
        void keep() throws InterruptedException;
    }

    private Heard during(int inFlight, Duration time, Work work, Pace pace) {
        failure = Optional.empty();
        tally.begins(inFlight);
        int before = tally.begun();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < publisher.atOnce(); i++) {
                Thread thread = new Thread(() -> publishes(work, start + time.toNanos()), "publisher-" + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            pace.keep();
            for (Thread thread : threads) {
                thread.join(time.plus(PATIENCE).toMillis());
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            threads.forEach(Thread::interrupt);
        }
        failure.ifPresent(what -> {
            throw new IllegalStateException("a broadcast could not be sent: " + what, what);
        });
        boolean complete = tally.isComplete(PATIENCE);
        crowd.check();
        if (!complete) {
            throw new IllegalStateException(tally.state());
        }
        int broadcasts = tally.begun() - before;
        return new Heard(
                broadcasts,
                (long) broadcasts * tally.receivers(),
                Duration.ofNanos(System.nanoTime() - start),
                tally.latency());
    }

    private void publishes(Work work, long deadline) {
        try {
            work.until(deadline);
        } catch (IOException | InterruptedException | RuntimeException broken) {
            failure = Optional.of(broken);
        }
    }
}
