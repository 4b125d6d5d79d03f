package dev.tutti.base.idempotency;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Fingerprint;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;

/**
 * One try at a write that may be tried again.
 *
 * @param write stands for the write: the same for all tries of one caller with one key at one place, and for no others
 * @param request stands for what exactly was asked
 */
public record Attempt(String write, String request) {
    /**
     * @param method the HTTP method, or what takes its place
     * @param body as it was received
     */
    static Attempt of(Caller caller, String key, String method, String path, byte[] body) {
        // One server begins a path with a slash and the other does not; nodes on both must know each other's writes.
        String place = path.startsWith("/") ? path.substring(1) : path;
        // The tenant too: it is another's workspaces that the same request would reach.
        String tenant = caller.credential().tenant().orElse("");
        return new Attempt(Fingerprint.of(caller.id().toString(), method, place, key, tenant), Fingerprint.of(body));
    }

    /** A command, which may come over one transport first and over another then. */
    public static Attempt ofCommand(Caller caller, String key, String type, String payload) {
        return of(caller, key, "COMMAND", type, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Problem.Invalid {@code idempotency_mismatch} when the same key came with something else before */
    void mustAskFor(String requestBefore) {
        if (!request.equals(requestBefore)) {
            throw new Problem.Invalid(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "This key was used for another request before. Use a new key for each new request.");
        }
    }
}
