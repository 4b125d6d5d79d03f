package dev.tutti.live.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One request whose answer is written when there is something to say, by whoever says it, and by nobody who waits.
 *
 * <p>A container allows one thread at a time at a response, and no write before it has taken the last one. Therefore
 * everything is done in one loop, by whichever thread finds work first, whether ours or the container's; the others only
 * say that there is more to do.
 */
public final class Exchange {
    private static final Consumer<Boolean> NOBODY = taken -> {};
    private static final Optional<Head> NOT_BEGUN = Optional.empty();

    /** A container that ends an answer while it holds what a write needs would wait for itself. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final Runnable cut;

    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicReference<Optional<Head>> head = new AtomicReference<>(NOT_BEGUN);

    /** Guarded by itself, as is the next. */
    private final Queue<Chunk> due = new ArrayDeque<>();

    private boolean finishing;

    /** How often the loop was asked to look again; whoever raises it from zero runs the loop. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    /** Who runs the loop. The container may call from within what the loop calls. */
    private volatile Thread worker;

    /** Whether the container has called for the first write: before that the request may not have been let go yet. */
    private volatile boolean called;

    private volatile boolean lost;
    private volatile boolean over;
    private volatile boolean completed;
    /** The loop's own, as are the two below. */
    private boolean started;

    private boolean unflushed;

    private Consumer<Boolean> taken = NOBODY;

    private record Head(int status, Map<String, String> headers) {
        boolean lastOfConnection() {
            return "close".equals(headers.get("Connection"));
        }
    }

    private record Chunk(byte[] bytes, Consumer<Boolean> done) {}

    private Exchange(AsyncContext context, HttpServletResponse response, Runnable cut) throws IOException {
        this.context = context;
        this.response = response;
        this.out = response.getOutputStream();
        this.cut = cut;
    }

    /** Takes a request away from its thread. Nothing of it may be touched any more but through the exchange. */
    public static Exchange of(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        Exchange exchange = new Exchange(context, response, Cut.of(request));
        ContainerNews news = new ContainerNews(exchange::mayWrite, exchange::isLost, exchange::isCompleted);
        context.addListener(news);
        exchange.out.setWriteListener(news);
        return exchange;
    }

    /** @return whether this is how the answer begins; not where it has begun already */
    public boolean begin(int status, Map<String, String> headers) {
        return head.compareAndSet(NOT_BEGUN, Optional.of(new Head(status, headers)));
    }

    public boolean hasBegun() {
        return head.get().isPresent();
    }

    /**
     * Writes on. The caller must have begun the answer, and waits for what it wrote before it writes much more.
     *
     * @param done told once, whether the container took it all
     */
    public void write(byte[] bytes, Consumer<Boolean> done) {
        boolean accepted;
        synchronized (due) {
            accepted = !finishing && !over;
            if (accepted) {
                due.add(new Chunk(bytes, done));
            }
        }
        if (accepted) {
            work();
        } else {
            done.accept(false);
        }
    }

    /** Ends the answer once all of it has been taken. */
    public void finish() {
        synchronized (due) {
            finishing = true;
        }
        work();
    }

    /** Ends it now, with the connection, whatever was taken; harmless to a connection that has gone on to another. */
    public void kill() {
        if (!over || head.get().filter(Head::lastOfConnection).isPresent()) {
            cut.run();
        }
        lose();
    }

    /** @return done when nothing more can be written */
    public CompletableFuture<Void> whenGone() {
        return gone;
    }

    private void work() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        worker = Thread.currentThread();
        int answered = 1;
        do {
            try {
                while (!over && step()) {
                    continue;
                }
            } catch (IOException | RuntimeException broken) {
                end(false);
            }
            answered = wakeUps.addAndGet(-answered);
        } while (answered != 0);
    }

    /** @return whether there may be more to do at once */
    private boolean step() throws IOException {
        if (lost) {
            end(false);
            return false;
        }
        if (!called || !out.isReady()) {
            return false;
        }
        if (unflushed) {
            unflushed = false;
            out.flush();
            return true;
        }
        tell(true);
        Optional<Chunk> next = next();
        if (next.isPresent()) {
            start();
            taken = next.get().done();
            unflushed = true;
            out.write(next.get().bytes());
            return true;
        }
        return false;
    }

    private Optional<Chunk> next() {
        boolean last;
        Optional<Chunk> next;
        synchronized (due) {
            next = Optional.ofNullable(due.poll());
            last = next.isEmpty() && finishing;
        }
        if (last) {
            start();
            end(true);
        }
        return next;
    }

    private void start() {
        if (!started) {
            started = true;
            head.get().ifPresent(it -> {
                response.setStatus(it.status());
                it.headers().forEach(response::setHeader);
            });
        }
    }

    private void tell(boolean success) {
        Consumer<Boolean> waiting = taken;
        taken = NOBODY;
        waiting.accept(success);
    }

    private void end(boolean whole) {
        if (over) {
            return;
        }
        Queue<Chunk> untaken;
        synchronized (due) {
            over = true;
            untaken = new ArrayDeque<>(due);
            due.clear();
        }
        if (!completed) {
            complete();
        }
        tell(whole);
        untaken.forEach(chunk -> chunk.done().accept(false));
        gone.complete(null);
    }

    private void complete() {
        try {
            context.complete();
        } catch (RuntimeException already) {
            // the container was faster
        }
    }

    private void mayWrite() {
        called = true;
        work();
    }

    private void lose() {
        lost = true;
        work();
    }

    private void isCompleted() {
        completed = true;
        isLost();
    }

    /**
     * The container says so, and uses what the answer was written to for another one when this returns: on Payara a write
     * that was still under way would stand in that.
     */
    private void isLost() {
        lose();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!gone.isDone() && worker != Thread.currentThread() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
