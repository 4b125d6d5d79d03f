package dev.tutti.base.file;

import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a file that has been on its way for too long. It is looked at whenever some of it has come or gone; where nothing
 * moves at all, the server itself gives the connection up.
 */
public final class Deadline {
    private final Duration within;
    private final LongSupplier nanos;
    private final long start;

    /** @param nanos as of {@link System#nanoTime} */
    Deadline(Duration within, LongSupplier nanos) {
        this.within = within;
        this.nanos = nanos;
        start = nanos.getAsLong();
    }

    public static Deadline in(Duration within) {
        return new Deadline(within, System::nanoTime);
    }

    /** @return the same, whose reading is refused with {@link Problem.TooMuch} when the time is over */
    public InputStream on(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                mustBeOnTime();
                return one;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                int read = super.read(bytes, from, most);
                mustBeOnTime();
                return read;
            }
        };
    }

    /** @return the same, whose writing fails when the time is over */
    public OutputStream on(OutputStream body) {
        return new FilterOutputStream(body) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (isOver()) {
                    Limit.FILE_SECONDS.struck();
                    throw new InterruptedIOException("The file was not taken within " + within.toSeconds() + " s");
                }
                out.write(bytes, from, count);
            }
        };
    }

    private void mustBeOnTime() {
        if (isOver()) {
            Limit.FILE_SECONDS.struck();
            throw new Problem.TooMuch("A file may take at most " + within.toSeconds()
                    + " seconds to arrive. Send it over a faster connection, or divide it.");
        }
    }

    private boolean isOver() {
        return nanos.getAsLong() - start > within.toNanos();
    }
}
