package dev.tutti.base.file;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
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
     * @param who brings it
     * @return what is in the file; at a second call the same, without the body being read again
     * @throws Problem.TooMuch when it is too large, or takes too long to arrive
     * @throws Problem.NotNow when there are too many at the moment
     */
    public byte[] bytes(UserId who, InputStream body) throws IOException {
        if (read.isEmpty()) {
            turn = Optional.of(turns.take(who));
            read = Optional.of(inTime(body));
        }
        return read.get();
    }

    private byte[] inTime(InputStream body) throws IOException {
        boolean whole = false;
        try {
            InputStream timed = Deadline.in(settings.files().within()).on(body);
            byte[] bytes = BoundedBody.read(timed, settings.files().importBytes(), Limit.IMPORT_BYTES);
            whole = true;
            return bytes;
        } finally {
            if (!whole) {
                // Not at the end of the request, for which a server may wait until the rest of the body has come.
                end();
            }
        }
    }

    @PreDestroy
    void end() {
        turn.ifPresent(FileTurns.Turn::close);
        turn = Optional.empty();
    }
}
