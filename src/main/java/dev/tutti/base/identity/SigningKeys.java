package dev.tutti.base.identity;

import dev.tutti.base.config.FailedStart;
import dev.tutti.base.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of our own tokens: the one that signs, and the former ones that are still accepted so that a change of keys
 * signs nobody out. A weak one ends the start with a sentence that says what to write instead.
 */
@ApplicationScoped
class SigningKeys {
    /** How many bytes each algorithm asks of its key (RFC 7518, section 3.2). */
    private static final int LEAST_BYTES = 32;

    /** A random text of 32 characters has far more; a typed run of the same few has fewer. */
    private static final int LEAST_DIFFERENT = 10;

    /** What stands in examples and in the guides that people copy from. */
    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "change-me", "change_me", "your-256-bit", "your-secret", "password", "example");

    @Inject
    Settings settings;

    private List<SigningKey> keys = List.of();

    /** @param id names the key in a token's header, so that several can be in use at once */
    record SigningKey(String id, SecretKey key) {}

    @PostConstruct
    void load() {
        Settings.Tokens tokens = settings.tokens();
        String signing = tokens.secret()
                .map(secret -> checked("TUTTI_TOKEN_SECRET", secret))
                .orElseGet(() ->
                        checked("The key in " + KeyFile.NAME, new KeyFile(settings.dataDirectory()).readOrMake()));
        List<SigningKey> loaded = new ArrayList<>();
        loaded.add(key(signing));
        tokens.formerSecrets().forEach(former -> loaded.add(key(checked("TUTTI_TOKEN_FORMER_SECRETS", former))));
        keys = List.copyOf(loaded);
    }

    /** A bad secret is found now, not at the first sign-in. */
    void start(@Observes Startup startup) {
        current();
    }

    SigningKey current() {
        return keys.get(0);
    }

    /** @return the key of this id, if it is ours and still in use */
    Optional<SecretKey> byId(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().map(SigningKey::key);
    }

    private SigningKey key(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String mac = "HmacSHA" + settings.tokens().algorithm().substring("HS".length());
        return new SigningKey(id(bytes), new SecretKeySpec(bytes, mac));
    }

    private String checked(String name, String secret) {
        String algorithm = settings.tokens().algorithm();
        int least = Math.max(LEAST_BYTES, Integer.parseInt(algorithm.substring("HS".length())) / Byte.SIZE);
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        String advice = " Write at least %d random characters, for example what 'openssl rand -base64 %d' prints."
                .formatted(least, least);
        if (bytes < least) {
            throw weak(name + " has " + bytes + " bytes, and " + algorithm + " needs " + least + "." + advice);
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        if (secret.chars().distinct().count() < LEAST_DIFFERENT
                || PLACEHOLDERS.stream().anyMatch(lower::contains)) {
            throw weak(name + " can be guessed." + advice);
        }
        return secret;
    }

    private static IllegalStateException weak(String sentence) {
        return FailedStart.because(new IllegalStateException("Tutti does not start: " + sentence));
    }

    /** Short, because it travels in every token; long enough that two keys in use never share it. */
    private static String id(byte[] secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
