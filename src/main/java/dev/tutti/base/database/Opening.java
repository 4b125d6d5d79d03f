package dev.tutti.base.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One opening of the embedded database's file. H2 gives a file up for good when it could not be written once, whatever for;
 * then this opening is over, and the file is opened anew. Each is a database of its own to H2, by a name of its own: what
 * still goes on in one that is over must neither reach the file nor H2's book of the one that came after it.
 */
final class Opening {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, Opening> UNDER_WAY = new ConcurrentHashMap<>();

    private final String number = Integer.toString(COUNT.incrementAndGet());
    private final Consumer<IOException> listener;
    private final AtomicLong written = new AtomicLong();
    private final Set<FileChannel> files = new HashSet<>();
    private volatile Optional<UsageCount> users = Optional.empty();
    private volatile boolean over;
    private volatile IOException failure;

    /** Opens the file. */
    interface Opener {
        FileChannel open() throws IOException;
    }

    /** @param listener hears why the file could not be written */
    Opening(Consumer<IOException> listener) {
        this.listener = listener;
        UNDER_WAY.put(number, this);
    }

    /** @throws IOException when it is over */
    static Opening numbered(String number) throws IOException {
        return Optional.ofNullable(UNDER_WAY.get(number)).orElseThrow(Opening::ended);
    }

    static IOException ended() {
        return new IOException("This opening of the file is over");
    }

    String number() {
        return number;
    }

    /** @throws IOException when it is over */
    synchronized FileChannel open(Opener opener) throws IOException {
        if (over) {
            throw ended();
        }
        FileChannel file = opener.open();
        files.removeIf(one -> !one.isOpen());
        files.add(file);
        return file;
    }

    /**
     * H2 has given it up, or is to. The file is closed, and its lock with it: from then on nothing of this opening reaches
     * it, and another one may begin. Whoever calls this again waits until it is so.
     */
    synchronized void end() {
        // First of all, so that nobody asks H2 for more when what is closed here fails.
        over = true;
        UNDER_WAY.remove(number);
        for (FileChannel file : files) {
            try {
                file.close();
            } catch (IOException closed) {
                // It is out of use all the same.
            }
        }
        files.clear();
        relieve();
    }

    /** @param count of those who use H2's store, which is one and the same in all of this opening */
    void countedBy(UsageCount count) {
        users = Optional.of(count);
    }

    /** Lets nobody wait in it for ever; to be called when it is over, by whoever goes. */
    void relieve() {
        users.ifPresent(UsageCount::raise);
    }

    /** The file could not be written. */
    void fail(IOException reason) {
        failure = reason;
        end();
        listener.accept(reason);
    }

    boolean isOver() {
        return over;
    }

    /** @return why the file could not be written, where it is over for that */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    void noteWritten() {
        written.incrementAndGet();
    }

    /** @return how much was written as a whole; while it stays the same, nothing has changed in the file */
    long written() {
        return written.get();
    }
}
