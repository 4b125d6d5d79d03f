package dev.tutti.base.file;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that the request at hand is answered with. It is put together as a file of our own first: who reads slowly must
 * not keep a connection to the database, what fails on the way must not look like a whole file, and by its length a client
 * sees whether it has all of it. It has its turn to the end of the request.
 */
@RequestScoped
public class Download {
    @Inject
    FileTurns turns;

    @Inject
    Settings settings;

    private Optional<FileTurns.Turn> turn = Optional.empty();
    private Optional<Path> file = Optional.empty();

    /** Who knows what is in it. */
    public interface Content {
        void write(Writer out) throws IOException;
    }

    /**
     * @param who asks for it
     * @return its length in bytes
     * @throws Problem.NotNow when there are too many at the moment
     */
    public long make(UserId who, Content content) throws IOException {
        turn = Optional.of(turns.takeOut(who));
        FileTurns.Turn making = turns.take(who);
        try {
            Path made = Files.createTempFile("tutti-export-", "");
            file = Optional.of(made);
            try (Writer out = Files.newBufferedWriter(made)) {
                content.write(out);
            }
            return Files.size(made);
        } finally {
            making.close();
        }
    }

    /** Sends what was made; cut off when it is not taken in time. */
    public void send(OutputStream out) throws IOException {
        Files.copy(file.orElseThrow(), Deadline.in(settings.files().within()).on(out));
    }

    @PreDestroy
    void end() {
        try {
            if (file.isPresent()) {
                Files.delete(file.get());
            }
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        } finally {
            turn.ifPresent(FileTurns.Turn::close);
        }
    }
}
