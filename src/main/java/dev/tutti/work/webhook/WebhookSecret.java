package dev.tutti.work.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By it a receiver knows that a message is ours and was not changed, as Standard Webhooks has it: {@code whsec_} and 256
 * random bits in base64.
 */
record WebhookSecret(String text) {
    /** By it a secret is known for one wherever it turns up. */
    static final String PREFIX = "whsec_";

    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(random));
    }

    /**
     * @param id of the message, the same at each try
     * @param second of the try
     * @return the signature over both and the body, with the version of how it is made
     */
    String sign(String id, long second, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), HMAC));
            mac.update((id + "." + second + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Hides it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
