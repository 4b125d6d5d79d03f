package dev.tutti.base.identity;

import dev.tutti.base.log.Log;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The provider's keys as it publishes them (JWKS). They are fetched when first needed, when a token names a key that is
 * not among them (the provider has changed keys), and when they have grown old (it has withdrawn one); never more
 * than once a minute, whatever strangers send. While the provider cannot be reached, the last known keys stay in use.
 */
final class KeySet implements OutsideKeys {
    /** So that tokens with invented key ids do not make us knock at the provider's door for each of them. */
    static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);

    /** How long a withdrawn key may go on being accepted. */
    static final Duration OLD = Duration.ofMinutes(15);

    /** In bytes; real documents have a few thousand. */
    static final int MAX_SIZE = 262_144;

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final System.Logger LOG = Log.of(KeySet.class);

    private final URI address;
    private final String algorithm;
    private final Clock clock;

    /** Held while fetching, so that many requests at once ask the provider once. */
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile Known known = new Known(Map.of(), Instant.MIN);
    private volatile Instant lastTry = Instant.MIN;

    private record Known(Map<String, Key> keys, Instant since) {
        Optional<Key> find(Optional<String> id) {
            if (id.isPresent()) {
                return Optional.ofNullable(keys.get(id.get()));
            }
            return keys.size() == 1 ? keys.values().stream().findFirst() : Optional.empty();
        }
    }

    KeySet(URI address, String algorithm, Clock clock) {
        this.address = address;
        this.algorithm = algorithm;
        this.clock = clock;
    }

    @Override
    public Optional<Key> find(Optional<String> id) {
        if (known.find(id).isEmpty()) {
            fetching.lock();
            refetch();
        } else if (known.since().isBefore(clock.instant().minus(OLD)) && fetching.tryLock()) {
            // Only one request waits for the newer keys; the others go on with those that are there.
            refetch();
        }
        return known.find(id);
    }

    /** Called with the lock held, and lets go of it. */
    private void refetch() {
        try {
            Instant now = clock.instant();
            if (lastTry.isAfter(now.minus(BETWEEN_FETCHES))) {
                return;
            }
            lastTry = now;
            known = new Known(parse(fetch()), now);
        } catch (IOException | JwtException | IllegalArgumentException failure) {
            LOG.log(System.Logger.Level.WARNING, "The key set at " + address + " cannot be had: " + failure);
        } finally {
            fetching.unlock();
        }
    }

    private String fetch() throws IOException {
        // Not java.net.http: its client keeps threads that would outlive the application.
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        try (InputStream body = connection.getInputStream()) {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + connection.getResponseCode());
            }
            byte[] bytes = body.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException("more than " + MAX_SIZE + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private Map<String, Key> parse(String document) {
        Map<String, Key> keys = new HashMap<>();
        for (Jwk<?> jwk : Jwks.setParser().build().parse(document).getKeys()) {
            boolean forSigning = !"enc".equals(jwk.get("use"))
                    && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm));
            if (forSigning && PemKey.fits(jwk.toKey(), algorithm)) {
                keys.put(jwk.getId() == null ? "" : jwk.getId(), jwk.toKey());
            }
        }
        return keys;
    }
}
