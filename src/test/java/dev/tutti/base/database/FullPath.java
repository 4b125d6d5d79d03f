package dev.tutti.base.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk that is full when it is told to be. Public, with a public constructor, because H2 makes them. */
public final class FullPath extends FilePathWrapper {
    static final String PREFIX = "full:";

    private static final long ANYTHING = Long.MAX_VALUE;

    /** No file becomes longer than this. */
    private static volatile long longest = ANYTHING;
    /** What is written from here on, and before the next, is refused. */
    private static volatile long refusedFrom = ANYTHING;

    private static volatile long refusedBefore = ANYTHING;

    static void register() {
        FilePath.register(new FullPath());
    }

    static void makeRoom() {
        longest = ANYTHING;
        refuse(ANYTHING, ANYTHING);
    }

    /** From now on no file grows beyond this, as far as one byte before it does. */
    static void fill(long bytes) {
        longest = bytes;
    }

    /** From now on nothing is written that begins within this, also over what is there. */
    static void refuse(long from, long before) {
        refusedFrom = from;
        refusedBefore = before;
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        OutputStream out = getBase().newOutputStream(append);
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (longest != ANYTHING || refusedFrom != ANYTHING) {
                    throw noSpace();
                }
                out.write(bytes, from, count);
            }
        };
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode));
    }

    private static IOException noSpace() {
        return new IOException("No space left on device");
    }

    /** Writes what there is room for, and says so; and then that there is none, as operating systems do. */
    private static final class Channel extends FileBase {
        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            if (position >= refusedFrom && position < refusedBefore) {
                throw noSpace();
            }
            long room = Math.max(longest, file.size()) - position;
            if (bytes.remaining() <= room) {
                return file.write(bytes, position);
            }
            if (room <= 0) {
                throw noSpace();
            }
            ByteBuffer part = bytes.slice(bytes.position(), (int) room);
            int count = file.write(part, position);
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            long position = file.position();
            int count = write(bytes, position);
            file.position(position + count);
            return count;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
