package dev.tutti.base.identity;

import dev.tutti.base.config.FailedStart;
import dev.tutti.base.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A key that nobody had to think of: made at the first start, kept beside the data, readable by its owner alone. */
final class KeyFile {
    static final String NAME = "token.key";

    private static final System.Logger LOG = Log.of(KeyFile.class);

    /** Enough for the longest algorithm, HS512. */
    private static final int RANDOM_BYTES = 64;

    private final Path file;

    KeyFile(Path dataDirectory) {
        file = dataDirectory.resolve(NAME);
    }

    /** @return the key as text; the same at every start with this directory */
    String readOrMake() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Tokens are signed with the key in " + file + ", which was made for this node alone. Before a"
                            + " second node joins, set TUTTI_TOKEN_SECRET to the same value on all of them (the"
                            + " content of that file will do).");
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw FailedStart.because(new UncheckedIOException(
                    "Tutti does not start: the token key " + file + " can be neither read nor made. Give the server's"
                            + " user the right to, or set TUTTI_TOKEN_SECRET.",
                    failure));
        }
    }

    /** Written under another name first: a start that is killed half-way leaves no half key behind. */
    private void make() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), NAME, ".new", ownerOnly());
        Files.writeString(draft, Base64.getEncoder().encodeToString(random));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
