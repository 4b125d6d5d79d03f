package dev.tutti.work.webhook;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.log.Trace;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is posted, in the form of Standard Webhooks.
 *
 * @param id the same at each try, so that the receiver knows what it has already
 * @param trace to which what is told belongs, as far as that is known here
 */
record Message(String id, byte[] body, Optional<Trace> trace) {
    /** @return an entry, as its followers hear it */
    static Message of(Entry entry, Optional<Trace> trace) {
        StringBuilder text = new StringBuilder(entry.what().payload().length() + 400)
                .append("{\"type\":")
                .append(JsonText.quoted(entry.what().type()))
                .append(",\"timestamp\":\"")
                .append(entry.when())
                // already JSON: encoded when the entry was written
                .append("\",\"data\":")
                .append(entry.what().payload())
                .append(",\"workspaceId\":\"")
                .append(entry.stream().id())
                .append("\",\"seq\":")
                .append(entry.seq())
                .append(",\"position\":\"")
                .append(entry.position())
                .append('"');
        if (entry.who().isSomebody()) {
            text.append(",\"actor\":").append(actor(entry));
        }
        entry.who().echo().mutationId().ifPresent(id -> text.append(",\"mutationId\":")
                .append(JsonText.quoted(id)));
        return new Message(
                "msg_" + entry.position().mark().orElseThrow(),
                text.append('}').toString().getBytes(StandardCharsets.UTF_8),
                trace);
    }

    /** @return the news that what comes next does not follow on what came last: load anew what you need */
    static Message reset(StreamId stream, Gap gap, Position head, Instant now) {
        String text = JsonText.object()
                .add("type", "reset")
                .add("timestamp", now.toString())
                .add("data", JsonText.object().add("reason", gap.wire()))
                .add("workspaceId", stream.id().toString())
                .add("position", head.toString())
                .build()
                .toString();
        return new Message(
                "msg_reset_" + head.epoch() + "_" + head.seq(),
                text.getBytes(StandardCharsets.UTF_8),
                Optional.empty());
    }

    /**
     * @param secrets all that are good now, for whoever still knows an older one
     * @return what goes with the body
     */
    Map<String, String> headers(List<WebhookSecret> secrets, Instant now) {
        long second = now.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(second));
        headers.put(
                "webhook-signature",
                secrets.stream().map(secret -> secret.sign(id, second, body)).collect(Collectors.joining(" ")));
        trace.ifPresent(known -> headers.put(Trace.HEADER, known.parent()));
        return headers;
    }

    private static String actor(Entry entry) {
        JsonObjectBuilder actor = JsonText.object()
                .add("id", entry.who().id().toString())
                .add("name", entry.who().name());
        if (entry.who().isIntegration()) {
            actor.add("integration", true);
        }
        return actor.build().toString();
    }
}
