package dev.tutti.live.http;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.problem.ProblemDocument;
import dev.tutti.live.protocol.CloseCode;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** An HTTP answer that says no, with a problem document. */
public record Refusal(int status, Map<String, String> headers, byte[] body) {
    private static final System.Logger LOG = Log.of(Refusal.class);

    /** How long clients that find no room are asked to stay away, at least and at most: a crowd must not come back as one. */
    private static final int CROWDED_MILLIS = 1_000;

    private static final int CROWDED_MOST_MILLIS = 9_000;
    /** The same, where its own person's other connections are in the way. */
    private static final Duration TOO_MANY = Duration.ofSeconds(30);

    public static Refusal of(Problem problem) {
        Count.REFUSALS.up("http", problem.code().wire());
        Map<String, String> headers = new HashMap<>();
        // Rounded up: who comes back in time must not come too early.
        problem.retryAfter()
                .ifPresent(wait -> headers.put(
                        "Retry-After", "" + Math.max(1, wait.plusMillis(999).toSeconds())));
        if (problem instanceof Problem.Unauthenticated) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return document(problem.code().status(), headers, ProblemDocument.of(problem));
    }

    public static Refusal of(ErrorCode code, int status, String detail) {
        Count.REFUSALS.up("http", code.wire());
        return document(status, Map.of(), ProblemDocument.of(code, status, detail));
    }

    /** @return the answer to a fault of ours, which is logged here */
    public static Refusal of(RuntimeException fault) {
        return Diagnosis.of(fault).map(Refusal::of).orElseGet(() -> {
            String errorId = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request.fault error=" + errorId, fault);
            Count.REFUSALS.up("http", ErrorCode.INTERNAL.wire());
            return document(ErrorCode.INTERNAL.status(), Map.of(), ProblemDocument.ofFault(errorId));
        });
    }

    /** @return why a connection that never began has ended */
    public static Refusal of(CloseCode code) {
        return switch (code) {
            case UNAUTHENTICATED, INVALID_TOKEN, SIGNED_OUT ->
                of(new Problem.Unauthenticated("The token or its sign-in has ended. Come back with a new one."));
            case TOO_MANY_CONNECTIONS -> tooMany(TOO_MANY);
            default -> of(full());
        };
    }

    /** @param wait after which there may be room for one more */
    public static Refusal tooMany(Duration wait) {
        String detail = "You have too many of these open. Close one first.";
        return of(new Problem.NotNow(ErrorCode.RATE_LIMITED, detail, wait));
    }

    /** The server has no room, or will not have any in a moment. */
    public static Problem full() {
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE,
                "The server is full or stopping. Come back a little later.",
                Duration.ofMillis(ThreadLocalRandom.current().nextInt(CROWDED_MILLIS, CROWDED_MOST_MILLIS)));
    }

    public Refusal with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Refusal(status, more, body);
    }

    /** Answers at once, as is right where nothing has been waited for. */
    public void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Answers where the answer had to be waited for; nothing happens where another one has begun. */
    public void send(Exchange exchange) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", ProblemDocument.MEDIA_TYPE);
        all.put("Content-Length", "" + body.length);
        if (exchange.begin(status, all)) {
            exchange.write(body, taken -> {});
            exchange.finish();
        }
    }

    private static Refusal document(int status, Map<String, String> headers, JsonObject document) {
        return new Refusal(status, headers, document.toString().getBytes(StandardCharsets.UTF_8));
    }
}
