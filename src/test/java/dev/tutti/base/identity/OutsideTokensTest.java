package dev.tutti.base.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tokens of an outside provider")
class OutsideTokensTest {
    private static final String ISSUER = "https://id.example.com";
    private static final KeyPair RSA = Jwts.SIG.RS256.keyPair().build();
    private static final KeyPair RSA_2 = Jwts.SIG.RS256.keyPair().build();
    private static final KeyPair EC = Jwts.SIG.ES256.keyPair().build();

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<String> published = new ArrayList<>();
    private int status = 200;
    private HttpServer provider;

    @BeforeEach
    void openTheProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = ("{\"keys\":[" + String.join(",", published) + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void closeTheProvider() {
        provider.stop(0);
    }

    @Test
    @DisplayName("an RSA key in PEM form verifies them, and they say who it is")
    void rsaByPem() throws BadToken {
        UUID session = UUID.randomUUID();
        String token = rsa("1", t -> t.claim("sid", session.toString())
                .claim("tenantId", "acme")
                .claim("name", "Ada\u0007 Lovelace")
                .claim("email", "ada@example.com")
                .claim("email_verified", true));

        OutsideToken read = byPem("RS256", RSA.getPublic()).verify(token);

        assertEquals(
                new OutsideToken(
                        ISSUER,
                        "ada",
                        session,
                        Optional.of("acme"),
                        "Ada Lovelace",
                        Optional.of("ada@example.com"),
                        Optional.of(clock.instant()),
                        clock.instant().plusSeconds(60)),
                read);
    }

    @Test
    @DisplayName("an elliptic-curve key in PEM form does, too")
    void ecByPem() throws BadToken {
        assertEquals("ada", byPem("ES256", EC.getPublic()).verify(ec("1")).subject());
    }

    @Test
    @DisplayName("keys from the provider's key set do, and are fetched once")
    void byKeySet() throws BadToken {
        publish("1", RSA.getPublic());
        publish("ec", EC.getPublic());
        OutsideTokens tokens = byKeySet("RS256");

        assertEquals("ada", tokens.verify(rsa("1", t -> t)).subject());
        assertEquals("ada", tokens.verify(rsa("1", t -> t)).subject());
        assertEquals(1, fetches.get());
        assertEquals("ada", byKeySet("ES256").verify(ec("ec")).subject());
    }

    @Test
    @DisplayName("when the provider changes keys, the new one is fetched; invented key ids cost a fetch a minute")
    void keyRotation() throws BadToken {
        publish("1", RSA.getPublic());
        OutsideTokens tokens = byKeySet("RS256");
        tokens.verify(rsa("1", t -> t));
        published.clear();
        publish("2", RSA_2.getPublic());

        assertThrows(BadToken.class, () -> tokens.verify(rsa2("2")), "within the minute nobody asks again");
        assertEquals(1, fetches.get());
        clock.advance(Duration.ofSeconds(61));
        assertEquals("ada", tokens.verify(rsa2("2")).subject());
        for (int i = 0; i < 50; i++) {
            String id = "invented-" + i;
            assertThrows(BadToken.class, () -> tokens.verify(rsa2(id)));
        }
        assertEquals(2, fetches.get());
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t)), "the withdrawn key is gone");
    }

    @Test
    @DisplayName("while the provider cannot be reached, the known keys stay in use; a withdrawn one goes in time")
    void outage() throws BadToken {
        publish("1", RSA.getPublic());
        OutsideTokens tokens = byKeySet("RS256");
        tokens.verify(rsa("1", t -> t));

        status = 503;
        clock.advance(KeySet.OLD.plusSeconds(1));
        assertEquals("ada", tokens.verify(rsa("1", t -> t)).subject());
        status = 200;
        published.clear();
        publish("2", RSA_2.getPublic());
        clock.advance(KeySet.BETWEEN_FETCHES.plusSeconds(1));
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t)));
    }

    @Test
    @DisplayName("a key set above its size is not read, and a key for encryption is no key")
    void badKeySets() {
        publish("1", RSA.getPublic());
        published.set(0, published.get(0).replaceFirst("\\{", "{\"use\":\"enc\","));
        assertThrows(BadToken.class, () -> byKeySet("RS256").verify(rsa("1", t -> t)));
        published.clear();
        publish("1", RSA.getPublic());
        published.add("{\"kty\":\"x\",\"pad\":\"" + "x".repeat(KeySet.MAX_SIZE) + "\"}");
        assertThrows(BadToken.class, () -> byKeySet("RS256").verify(rsa("1", t -> t)));
    }

    @Test
    @DisplayName("B2: the public key is no secret: a token that uses it as one is refused")
    void rsToHsConfusion() {
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());
        for (byte[] secret :
                List.of(RSA.getPublic().getEncoded(), pem(RSA.getPublic()).getBytes(StandardCharsets.US_ASCII))) {
            String forged = claims("1")
                    .signWith(new SecretKeySpec(secret, "HmacSHA256"), Jwts.SIG.HS256)
                    .compact();
            assertThrows(BadToken.class, () -> tokens.verify(forged));
        }
    }

    @Test
    @DisplayName("B3: a token that brings its own key, or says where to fetch one, is refused and nothing is fetched")
    void ownKeys() {
        publish("1", RSA_2.getPublic());
        String address = "http://127.0.0.1:" + provider.getAddress().getPort() + "/keys";
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());

        String brings = claims("1")
                .header()
                .jwk(Jwks.builder().key((RSAPublicKey) RSA_2.getPublic()).build())
                .and()
                .signWith(RSA_2.getPrivate(), Jwts.SIG.RS256)
                .compact();
        String points = claims("1")
                .header()
                .jwkSetUrl(java.net.URI.create(address))
                .and()
                .signWith(RSA_2.getPrivate(), Jwts.SIG.RS256)
                .compact();
        assertThrows(BadToken.class, () -> tokens.verify(brings));
        assertThrows(BadToken.class, () -> tokens.verify(points));
        assertEquals(0, fetches.get());
    }

    @Test
    @DisplayName("B4 to B7: end, issuer, audience and subject are asked for")
    void requiredClaims() throws BadToken {
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());

        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t.expiration(null))));
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t.issuer("https://other.example.com"))));
        assertThrows(
                BadToken.class,
                () -> tokens.verify(
                        rsa("1", t -> t.audience().clear().add("others").and())));
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t.subject(null))));
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t.subject("x".repeat(256)))));
        assertThrows(BadToken.class, () -> tokens.verify(rsa("1", t -> t.claim("tenantId", "x".repeat(201)))));
        tokens.verify(rsa("1", t -> t.claim("tenantId", "x".repeat(200))));
        String good = rsa("1", t -> t);
        clock.advance(Duration.ofSeconds(91));
        assertTrue(assertThrows(BadToken.class, () -> tokens.verify(good)).expired());
    }

    @Test
    @DisplayName("without a session id the sign-in is the same for all tokens of the person")
    void stableSignIn() throws BadToken {
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());
        UUID first = tokens.verify(rsa("1", t -> t.id("a"))).signIn();

        assertEquals(first, tokens.verify(rsa("1", t -> t.id("b"))).signIn());
        assertNotEquals(first, tokens.verify(rsa("1", t -> t.subject("bob"))).signIn());
        assertNotEquals(
                first, tokens.verify(rsa("1", t -> t.claim("sid", "session-7"))).signIn());
    }

    @Test
    @DisplayName("a name is found where there is one, and an unverified address is not believed")
    void namesAndAddresses() throws BadToken {
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());

        assertEquals(
                "ada",
                tokens.verify(rsa("1", t -> t.claim("preferred_username", "ada")))
                        .name());
        OutsideToken byEmail = tokens.verify(rsa("1", t -> t.claim("email", "lovelace@example.com")));
        assertEquals("lovelace", byEmail.name());
        assertEquals(Optional.empty(), byEmail.email());
        assertEquals("Guest", tokens.verify(rsa("1", t -> t)).name());
        assertEquals(
                100,
                tokens.verify(rsa("1", t -> t.claim("name", "x".repeat(500))))
                        .name()
                        .length());
    }

    @Test
    @DisplayName("a token claims to be the provider's by its issuer alone, and only where there is a provider")
    void whose() {
        OutsideTokens tokens = byPem("RS256", RSA.getPublic());
        OutsideTokens none = Identities.outside(ChosenSettings.of(), clock);

        assertTrue(tokens.claims(rsa("1", t -> t)));
        assertFalse(tokens.claims(rsa("1", t -> t.issuer("tutti"))));
        assertFalse(none.claims(rsa("1", t -> t)));
        for (String rubbish : List.of("", "..", "a.b.c", "e30.W10.e30", "a.!!.c")) {
            assertFalse(tokens.claims(rubbish), rubbish);
        }
    }

    @Test
    @DisplayName("B11: a key that does not fit the algorithm ends the start")
    void wrongKeys() {
        assertThrows(IllegalStateException.class, () -> byPem("ES256", RSA.getPublic()));
        assertThrows(IllegalStateException.class, () -> byPem("RS256", EC.getPublic()));
        assertThrows(IllegalStateException.class, () -> PemKey.parse("not a key", "RS256"));
    }

    private OutsideTokens byPem(String algorithm, PublicKey key) {
        return Identities.outside(
                ChosenSettings.of(
                        "TUTTI_OUTSIDE_ISSUER",
                        ISSUER,
                        "TUTTI_OUTSIDE_AUDIENCE",
                        "tutti-web",
                        "TUTTI_OUTSIDE_ALGORITHM",
                        algorithm,
                        "TUTTI_OUTSIDE_PUBLIC_KEY",
                        pem(key)),
                clock);
    }

    private OutsideTokens byKeySet(String algorithm) {
        return Identities.outside(
                ChosenSettings.of(
                        "TUTTI_OUTSIDE_ISSUER",
                        ISSUER,
                        "TUTTI_OUTSIDE_AUDIENCE",
                        "tutti-web",
                        "TUTTI_OUTSIDE_ALGORITHM",
                        algorithm,
                        "TUTTI_OUTSIDE_KEY_SET",
                        "http://127.0.0.1:" + provider.getAddress().getPort() + "/keys"),
                clock);
    }

    private void publish(String id, PublicKey key) {
        published.add(
                key instanceof RSAPublicKey rsa
                        ? Jwks.json(Jwks.builder().key(rsa).id(id).build())
                        : Jwks.json(Jwks.builder().key((ECPublicKey) key).id(id).build()));
    }

    private String rsa(String id, UnaryOperator<JwtBuilder> change) {
        return change.apply(claims(id))
                .signWith(RSA.getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    private String rsa2(String id) {
        return claims(id).signWith(RSA_2.getPrivate(), Jwts.SIG.RS256).compact();
    }

    private String ec(String id) {
        return claims(id).signWith(EC.getPrivate(), Jwts.SIG.ES256).compact();
    }

    private JwtBuilder claims(String id) {
        return Jwts.builder()
                .header()
                .keyId(id)
                .and()
                .issuer(ISSUER)
                .audience()
                .add("tutti-web")
                .and()
                .subject("ada")
                .issuedAt(Date.from(clock.instant()))
                .expiration(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----";
    }
}
