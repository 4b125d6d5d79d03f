package dev.tutti.it;

import dev.tutti.base.LocalServer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An outside identity provider: it signs tokens, and publishes its key set where the server can fetch it. */
final class IdentityProvider {
    private static final String ISSUER = "https://id.example.org";
    private static final String AUDIENCE = "board";
    private static final String KEY = "2026";

    private final SignatureAlgorithm algorithm;
    private final KeyPair keys;
    private final AtomicInteger fetches = new AtomicInteger();
    private final LocalServer server;

    IdentityProvider(SignatureAlgorithm algorithm) {
        this.algorithm = algorithm;
        keys = algorithm.keyPair().build();
        byte[] document = ("{\"keys\":[" + jwk() + "]}").getBytes(StandardCharsets.UTF_8);
        server = new LocalServer(exchange -> {
            fetches.incrementAndGet();
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
    }

    /** The built WAR, told to take this provider's tokens. */
    WebArchive trustedBy(WebArchive war) {
        String settings = String.join(
                "\n",
                "tutti.outside.issuer=" + ISSUER,
                "tutti.outside.audience=" + AUDIENCE,
                "tutti.outside.algorithm=" + algorithm.getId(),
                "tutti.outside.key.set=" + server.url("/keys"));
        return war.addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    /** @return a good token of this person */
    String token(String subject) {
        return token(subject, token -> token);
    }

    /** @param change makes it another than a good one */
    String token(String subject, UnaryOperator<JwtBuilder> change) {
        return change.apply(blank(subject, KEY).signWith(keys.getPrivate(), algorithm))
                .compact();
    }

    /** @return a token whose key is said to be this one; our own signs it */
    String ofKey(String kid, String subject) {
        return blank(subject, kid).signWith(keys.getPrivate(), algorithm).compact();
    }

    /** @return a token with our key's name, which somebody else has signed */
    String forged(String subject) {
        return blank(subject, KEY)
                .signWith(algorithm.keyPair().build().getPrivate(), algorithm)
                .compact();
    }

    /** @return how often the key set was asked for */
    int fetches() {
        return fetches.get();
    }

    void close() {
        server.close();
    }

    private static JwtBuilder blank(String subject, String kid) {
        Instant now = Instant.now();
        return Jwts.builder()
                .header()
                .keyId(kid)
                .and()
                .issuer(ISSUER)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(subject)
                .id(UUID.randomUUID().toString())
                .claim("name", "Outside " + subject)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plusSeconds(600)));
    }

    private String jwk() {
        return keys.getPublic() instanceof RSAPublicKey rsa
                ? Jwks.json(Jwks.builder().key(rsa).id(KEY).build())
                : Jwks.json(Jwks.builder()
                        .key((ECPublicKey) keys.getPublic())
                        .id(KEY)
                        .build());
    }
}
