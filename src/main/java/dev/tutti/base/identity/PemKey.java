package dev.tutti.base.identity;

import dev.tutti.base.config.FailedStart;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** One public key, written into the configuration; it verifies whatever {@code kid} a token names. */
record PemKey(PublicKey key) implements OutsideKeys {
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int P256_BITS = 256;

    /**
     * @param pem {@code -----BEGIN PUBLIC KEY-----} and so on; line ends may be written as {@code \n}
     * @param algorithm {@code RS256} or {@code ES256}
     * @throws IllegalStateException when it is no key for this algorithm, saying what to write
     */
    static PemKey parse(String pem, String algorithm) {
        String body = pem.replace("\\n", "").replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(body);
            PublicKey key = KeyFactory.getInstance(algorithm.startsWith("RS") ? "RSA" : "EC")
                    .generatePublic(new X509EncodedKeySpec(encoded));
            if (fits(key, algorithm)) {
                return new PemKey(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            // said below, together with the key that has the wrong size
        }
        throw FailedStart.because(new IllegalStateException("Tutti does not start: TUTTI_OUTSIDE_PUBLIC_KEY is no key"
                + " for " + algorithm + ". Write a public key in PEM form (-----BEGIN PUBLIC KEY-----): RSA of 2048"
                + " bits or more for RS256, P-256 for ES256."));
    }

    /** @return whether tokens signed by this algorithm can be verified, safely, with the key */
    static boolean fits(Key key, String algorithm) {
        return switch (algorithm) {
            case "RS256" -> key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            case "ES256" ->
                key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256_BITS;
            default -> false;
        };
    }

    @Override
    public Optional<Key> find(Optional<String> id) {
        return Optional.of(key);
    }
}
