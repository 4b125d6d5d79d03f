package dev.tutti.work.webhook;

/**
 * A webhook with its secret, which is shown once, to whoever made it.
 *
 * @param secret by which the receiver checks the signatures
 */
public record MadeWebhook(WebhookView webhook, String secret) {
    /** Without the secret: whatever has one in it must be safe to log. */
    @Override
    public String toString() {
        return "MadeWebhook[" + webhook.id() + "]";
    }
}
