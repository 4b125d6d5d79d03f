package dev.tutti.base.json;

import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a request, of which there may be so many and no more. */
public final class BoundedBody {
    private BoundedBody() {}

    /** @throws Problem.TooMuch when there are more; they are not read */
    public static byte[] read(InputStream body, int most) throws IOException {
        return read(body, most, Limit.BODY_BYTES);
    }

    /** The same where another limit holds. */
    public static byte[] read(InputStream body, int most, Limit limit) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            limit.struck();
            throw new Problem.TooMuch("A request's body may have at most " + most + " bytes.");
        }
        return bytes;
    }
}
