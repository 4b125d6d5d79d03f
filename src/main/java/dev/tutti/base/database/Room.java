package dev.tutti.base.database;

import dev.tutti.base.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.h2.store.fs.FilePath;

/**
 * Whether the disk takes what is written. Once it has not, writers are sent away before they come to the database, which
 * would break on them; every two seconds one of them looks whether there is room again. It is over when a write was kept.
 */
final class Room implements WriterQueue.Door {
    private static final System.Logger LOG = Log.of(Room.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** As much as many transactions need, so that not the very next one finds the disk full again. */
    private static final int WANTED_BYTES = 1 << 20;

    private static final String TRIAL = "tutti.room";

    private final String directory;
    private final String prefix;
    private final LongSupplier nanos;
    private volatile Optional<IOException> lack = Optional.empty();
    private long nextLook;

    /**
     * @param directory for people
     * @param prefix what comes before the path of a file, for H2
     */
    Room(String directory, String prefix, LongSupplier nanos) {
        this.directory = directory;
        this.prefix = prefix;
        this.nanos = nanos;
    }

    /** A write found none. */
    synchronized void end(IOException reason) {
        nextLook = nanos.getAsLong() + PAUSE.toNanos();
        if (lack.isEmpty()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "disk.full Nothing can be written into " + directory + " (" + reason.getMessage()
                            + "). Make room on the disk of TUTTI_DATA_DIR. Until then writes get 503, reads are"
                            + " answered; it goes on by itself.");
        }
        lack = Optional.of(reason);
    }

    /** @throws SQLException when there is none, as far as we know */
    @Override
    public void enter() throws SQLException {
        if (lack.isPresent()) {
            look();
        }
    }

    private synchronized void look() throws SQLException {
        if (nanos.getAsLong() - nextLook < 0) {
            throw NoRoom.because(lack.orElseThrow());
        }
        nextLook = nanos.getAsLong() + PAUSE.toNanos();
        try {
            tryOut();
        } catch (IOException still) {
            throw NoRoom.because(still);
        }
    }

    /** A transaction that may have written was committed. */
    @Override
    public void leave() {
        if (lack.isPresent()) {
            regain();
        }
    }

    private synchronized void regain() {
        lack = Optional.empty();
        LOG.log(System.Logger.Level.INFO, "disk.free What is written into " + directory + " is kept again.");
    }

    private void tryOut() throws IOException {
        FilePath trial = FilePath.get(prefix + directory + "/" + TRIAL);
        // Not zeros, which some disks keep without taking any room for them.
        byte[] bytes = new byte[WANTED_BYTES];
        new Random().nextBytes(bytes);
        try (OutputStream out = trial.newOutputStream(false)) {
            out.write(bytes);
        } finally {
            trial.delete();
        }
    }
}
