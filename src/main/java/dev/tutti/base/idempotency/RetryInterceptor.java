package dev.tutti.base.idempotency;

import dev.tutti.base.json.JsonText;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stands around a resource's method, and so around the transaction of its use case, which becomes part of the one in
 * which the reply is kept.
 */
@Interceptor
@SafeToRetry
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class RetryInterceptor {
    /** The header that marks a reply which was given before. */
    public static final String REPLAY = "Idempotent-Replay";

    /** What a reply says beside its body; the last is where the journal stood. */
    private static final List<String> TELLING = List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, "Journal-Position");

    @Inject
    Retries retries;

    @Inject
    CurrentAttempt current;

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        Optional<Attempt> attempt = current.get();
        if (attempt.isEmpty()) {
            return retries.withoutKey(call::proceed);
        }
        return response(retries.once(attempt.get(), () -> reply((Response) call.proceed())));
    }

    private static Reply reply(Response response) {
        SortedMap<String, String> headers = new TreeMap<>();
        for (String name : TELLING) {
            Optional.ofNullable(response.getHeaderString(name)).ifPresent(value -> headers.put(name, value));
        }
        return new Reply(
                response.getStatus(),
                headers,
                response.hasEntity() ? Optional.of(JsonText.of(response.getEntity())) : Optional.empty());
    }

    /** The first reply is made of the same as every other one, so that they cannot differ. */
    private static Response response(Outcome outcome) {
        Response.ResponseBuilder response = Response.status(outcome.reply().status());
        outcome.reply().headers().forEach(response::header);
        outcome.reply().body().ifPresent(json -> response.type(MediaType.APPLICATION_JSON)
                .entity(json));
        if (outcome.replayed()) {
            response.header(REPLAY, true);
        }
        return response.build();
    }
}
