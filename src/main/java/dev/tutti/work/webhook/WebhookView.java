package dev.tutti.work.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook as the administrators of its workspace see it: never its secret.
 *
 * @param types which it is for; empty for all
 * @param position up to where everything was taken
 * @param failures how often what comes next has failed
 * @param fault why the last time
 * @param nextTryAt when it is tried again, if it failed
 * @param pausedAt since when it is not tried any more, because it failed too often or somebody paused it
 * @param deliveredAt when something was last taken
 * @param formerSecretUntil until when messages are signed with the secret before the present one too
 */
public record WebhookView(
        UUID id,
        String url,
        List<String> types,
        String position,
        int failures,
        Optional<String> fault,
        Optional<Instant> nextTryAt,
        Optional<Instant> pausedAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> formerSecretUntil,
        UUID createdBy,
        Instant createdAt) {}
