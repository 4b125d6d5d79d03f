package dev.tutti.base.database;

import dev.tutti.base.problem.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes on and on, and keeps a book of what it was told. */
public abstract class PairedWriter implements Runnable {
    public final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    /** What it was told that nobody knows of. */
    public final Set<String> unknown = ConcurrentHashMap.newKeySet();

    private final String name;
    private volatile boolean over;
    private volatile boolean refused;

    private PairedWriter(String name) {
        this.name = name;
    }

    /** @return one that sends the same again until it is acknowledged, as our client does */
    public static PairedWriter withKeys(PairedNode node, String name) {
        return new PairedWriter(name) {
            @Override
            void say(String text) {
                while (!tries(text, () -> node.write(text))) {
                    Pause.brief();
                }
                unknown.remove(text);
            }
        };
    }

    /** @return one that never sends the same again */
    public static PairedWriter withoutKeys(PairedNode node, String name) {
        return new PairedWriter(name) {
            @Override
            void say(String text) {
                if (!tries(text, () -> node.writeWithoutKey(text))) {
                    Pause.brief();
                }
            }
        };
    }

    abstract void say(String text);

    /** A write. */
    private interface Write {
        void carryOut() throws Exception;
    }

    @Override
    public void run() {
        for (int i = 0; !over; i++) {
            say(name + i);
        }
    }

    /** @return whether it was acknowledged */
    final boolean tries(String text, Write write) {
        try {
            write.carryOut();
            acknowledged.add(text);
            return true;
        } catch (Exception failure) {
            if (PairedNode.code(failure) == ErrorCode.OUTCOME_UNKNOWN) {
                unknown.add(text);
            }
            refused = true;
            return false;
        }
    }

    public void stop() {
        over = true;
    }

    /** Waits until it has written as many more. */
    public void awaitMore(int writes) {
        int enough = acknowledged.size() + writes;
        while (acknowledged.size() < enough) {
            Pause.brief();
        }
    }

    /** Waits until it was not acknowledged something. */
    public void awaitRefusal() {
        while (!refused) {
            Pause.brief();
        }
    }
}
