package dev.tutti.live.bus;

import dev.tutti.base.config.FailedStart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;

/** Certificates of authorities of one's own, from a file in PEM form. */
final class Authorities {
    /** The client takes them as a store only, and a store only with a password; it never leaves the process. */
    private static final String STORE = "PKCS12";

    private static final char[] PASSWORD = "inside".toCharArray();

    private Authorities() {}

    /** Trusts these and no others. */
    static SslOptions.Builder trust(SslOptions.Builder options, Path file) {
        try {
            byte[] store = store(file);
            return options.trustStoreType(STORE).truststore(() -> new ByteArrayInputStream(store), PASSWORD);
        } catch (IOException | GeneralSecurityException unusable) {
            throw FailedStart.because(new IllegalStateException(
                    "Tutti does not start: TUTTI_REDIS_CA names " + file + ", which holds no certificates that can be"
                            + " read. Name a file in PEM form.",
                    unusable));
        }
    }

    private static byte[] store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(STORE);
        store.load(null, PASSWORD);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(store.size()), one);
            }
        }
        if (store.size() == 0) {
            throw new GeneralSecurityException("no certificate");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD);
        return out.toByteArray();
    }
}
