package dev.tutti.base.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** The file of one {@link Opening}, which is over with the first write that fails, before H2 hears of that. */
final class FencedChannel extends FileBase {
    private final FileChannel file;
    private final Opening opening;

    /** Changes the file. */
    private interface Change<T> {
        T make() throws IOException;
    }

    FencedChannel(FileChannel file, Opening opening) {
        this.file = file;
        this.opening = opening;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        int count = change(() -> file.write(bytes, position));
        note(bytes);
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = change(() -> file.write(bytes));
        note(bytes);
        return count;
    }

    /** The beginning of something is not what was written: H2 recognises it by its end. */
    private void note(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            opening.noteWritten();
        }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        change(() -> file.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        change(() -> {
            file.force(metaData);
            return this;
        });
    }

    private <T> T change(Change<T> change) throws IOException {
        if (opening.isOver()) {
            throw Opening.ended();
        }
        try {
            return change.make();
        } catch (ClosedChannelException interrupted) {
            // By the interrupt of a thread; whoever is above opens it again.
            throw interrupted;
        } catch (IOException failure) {
            opening.fail(failure);
            throw failure;
        }
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
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
