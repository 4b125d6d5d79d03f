package dev.tutti.chaos;

import dev.tutti.chaos.Trouble.Outcome;
import dev.tutti.chaos.Trouble.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets one trouble after the other begin, in turn; they overlap where they do not need the same. */
final class Mishaps {
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** How often one is passed over before nothing new may take from it what it needs. */
    private static final int PATIENCE = 3;

    private final Deque<Trouble> turn;
    private final Executor threads;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private int passedOver;

    private record Running(Trouble trouble, CompletableFuture<Outcome> outcome) {}

    Mishaps(List<Trouble> turn, Executor threads) {
        this.turn = new ArrayDeque<>(turn);
        this.threads = threads;
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Lets this happen, and nothing beside it. */
    void alone(Trouble trouble) {
        outcomes.add(trouble.happen());
    }

    /** Lets troubles begin for so long, and returns when the last is over. */
    void happen(Duration time) {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            begin();
            rest(EVERY);
        }
        running.forEach(one -> outcomes.add(one.outcome().join()));
        running.clear();
    }

    static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private void begin() {
        Set<Part> taken = EnumSet.noneOf(Part.class);
        for (Running one : List.copyOf(running)) {
            if (one.outcome().isDone()) {
                outcomes.add(one.outcome().join());
                running.remove(one);
            } else {
                taken.addAll(one.trouble().needs());
            }
        }
        Trouble first = turn.element();
        Optional<Trouble> next = isFree(first, taken) || passedOver >= PATIENCE
                ? Optional.of(first).filter(trouble -> isFree(trouble, taken))
                : turn.stream().filter(trouble -> isFree(trouble, taken)).findFirst();
        passedOver = next.equals(Optional.of(first)) ? 0 : passedOver + 1;
        next.ifPresent(trouble -> {
            turn.remove(trouble);
            turn.add(trouble);
            running.add(new Running(trouble, CompletableFuture.supplyAsync(trouble::happen, threads)));
        });
    }

    private static boolean isFree(Trouble trouble, Set<Part> taken) {
        return trouble.needs().stream().noneMatch(taken::contains);
    }
}
