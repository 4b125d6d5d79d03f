package dev.tutti.work.webhook;

import java.util.UUID;

/**
 * That a webhook has failed so often that it is not tried any more. Observed inside the transaction that pauses it.
 *
 * @param host where it goes; the rest of the address may be a secret
 */
public record WebhookPaused(UUID workspace, UUID webhook, String host) {}
