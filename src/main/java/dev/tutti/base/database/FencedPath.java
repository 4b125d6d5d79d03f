package dev.tutti.base.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file as H2 has it in one {@link Opening}: {@code tutti:7:/where/it/is}. Public, with a public constructor, because H2
 * makes them.
 */
public final class FencedPath extends FilePathWrapper {
    private static final String SCHEME = "tutti";

    /** Makes it known to H2, which keeps one of each scheme. */
    static void register() {
        FilePath.register(new FencedPath());
    }

    static String prefix(Opening opening) {
        return SCHEME + ":" + opening.number() + ":";
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected String getPrefix() {
        return SCHEME + ":" + number() + ":";
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(path.substring(path.indexOf(':', SCHEME.length() + 1) + 1));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Opening opening = Opening.numbered(number());
        return new FencedChannel(opening.open(() -> getBase().open(mode)), opening);
    }

    /** What H2 puts aside elsewhere may fail without harm to the file. */
    @Override
    public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
        return getBase().createTempFile(suffix, inTempDir);
    }

    private String number() {
        return name.substring(SCHEME.length() + 1, name.indexOf(':', SCHEME.length() + 1));
    }
}
