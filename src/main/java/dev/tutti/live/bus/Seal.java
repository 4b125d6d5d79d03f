package dev.tutti.live.bus;

import dev.tutti.base.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes sure that a message is one of ours: whoever can write to the messenger must not be able to speak to people in
 * somebody's name. The key is made of the one for tokens, which all nodes share.
 */
final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    static final int BYTES = 16;

    /** The first seals; the others, of before a change of keys, are still known. */
    private final List<SecretKeySpec> keys = new ArrayList<>();

    Seal(Settings.Tokens tokens) {
        tokens.secret().ifPresent(secret -> keys.add(derived(secret)));
        tokens.formerSecrets().forEach(secret -> keys.add(derived(secret)));
    }

    byte[] seal(byte[] packet) {
        byte[] sealed = Arrays.copyOf(packet, packet.length + BYTES);
        System.arraycopy(sum(keys.get(0), packet, packet.length), 0, sealed, packet.length, BYTES);
        return sealed;
    }

    /** @return what was sealed; empty where it was not, or with a key that is not ours */
    Optional<byte[]> open(byte[] sealed) {
        int length = sealed.length - BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] mark = Arrays.copyOfRange(sealed, length, sealed.length);
        boolean ours = keys.stream().anyMatch(key -> MessageDigest.isEqual(mark, sum(key, sealed, length)));
        return ours ? Optional.of(Arrays.copyOf(sealed, length)) : Optional.empty();
    }

    private static SecretKeySpec derived(String secret) {
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        byte[] purpose = "what nodes tell each other".getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(mac(key).doFinal(purpose), ALGORITHM);
    }

    private static byte[] sum(SecretKeySpec key, byte[] bytes, int length) {
        Mac mac = mac(key);
        mac.update(bytes, 0, length);
        return Arrays.copyOf(mac.doFinal(), BYTES);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
