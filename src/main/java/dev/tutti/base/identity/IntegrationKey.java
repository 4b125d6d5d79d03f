package dev.tutti.base.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The secret by which another system says which integration it is. {@code tutti_key_}, 43 random letters and digits (256
 * bits), and a check sum in six more: so that scanners of code and logs can tell one from whatever else looks random, and
 * a slip of the hand is found without asking the database.
 */
public final class IntegrationKey {
    /** By it a key is known for one wherever it turns up. */
    public static final String PREFIX = "tutti_key_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private IntegrationKey(String text) {
        this.text = text;
    }

    public static IntegrationKey random() {
        StringBuilder digits = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            digits.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return new IntegrationKey(digits + check(digits.toString()));
    }

    /** @return whether this is meant to be a key, be it a good one or not */
    static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    /** @return the key; empty for what cannot be one */
    public static Optional<IntegrationKey> parse(String text) {
        int length = PREFIX.length() + RANDOM_DIGITS + CHECK_DIGITS;
        if (!isMeant(text) || text.length() != length) {
            return Optional.empty();
        }
        String unchecked = text.substring(0, length - CHECK_DIGITS);
        return Optional.of(new IntegrationKey(text)).filter(key -> text.endsWith(check(unchecked)));
    }

    /**
     * @return what is kept in its place. Plain SHA-256: nobody can try 256 random bits through, which is what the slow
     *     ways of keeping passwords are for
     */
    public String fingerprint() {
        return Fingerprint.of(text);
    }

    /** @return the key itself, to be shown once */
    public String reveal() {
        return text;
    }

    /** Hides it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "IntegrationKey[hidden]";
    }

    private static String check(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder digits = new StringBuilder();
        long rest = sum.getValue();
        for (int i = 0; i < CHECK_DIGITS; i++) {
            digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return digits.toString();
    }
}
