package dev.tutti.base.file;

import dev.tutti.base.config.Settings;
import dev.tutti.base.json.BoundedBody;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The file that the request at hand brings. It has its turn from before it is read to the end of the request. */
@RequestScoped
public class Upload {
    @Inject
    FileTurns turns;

    @Inject
    Settings settings;

    private Optional<FileTurns.Turn> turn = Optional.empty();
    private Optional<byte[]> read = Optional.empty();

    /**
     * @return what is in the file; at a second call the same, without the body being read again
     * @throws Problem.TooMuch when it is too large
     * @throws Problem.NotNow when there are too many at the moment
     */
    public byte[] bytes(InputStream body) throws IOException {
        if (read.isEmpty()) {
            turn = Optional.of(turns.take());
            read = Optional.of(BoundedBody.read(body, settings.files().importBytes(), Limit.IMPORT_BYTES));
        }
        return read.get();
    }

    @PreDestroy
    void end() {
        turn.ifPresent(FileTurns.Turn::close);
    }
}
