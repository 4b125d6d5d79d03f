package dev.tutti.base.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens")
class TokensTest {
    private static final String SECRET = "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0SaYeUiOq";
    private static final String OTHER_SECRET = "Zz1Yy2Xx3Ww4Vv5Uu6Tt7Ss8Rr9Qq0PpOoNn";

    private final ManualClock clock = new ManualClock();
    private final Settings settings = ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET);
    private final Tokens tokens = Identities.tokens(settings, clock);
    private final UserId ada = new UserId(UUID.randomUUID());
    private final UUID signIn = UUID.randomUUID();

    @Test
    @DisplayName("an access token says who, which sign-in, which tenant and until when")
    void accessTokenSpeaks() throws BadToken {
        TokenClaims claims = tokens.verify(tokens.access(ada, signIn, Optional.of("acme")), TokenKind.ACCESS);

        assertEquals(
                new TokenClaims(
                        ada, signIn, Optional.of("acme"), 0, clock.instant().plusSeconds(900)),
                claims);
    }

    @Test
    @DisplayName("a refresh token of one generation is the same text whenever it is asked for")
    void refreshTokenIsDeterministic() throws BadToken {
        String first = tokens.refresh(ada, signIn, 3, clock.instant());
        var since = clock.instant();
        clock.advance(Duration.ofSeconds(20));

        assertEquals(first, tokens.refresh(ada, signIn, 3, since));
        assertNotEquals(first, tokens.refresh(ada, signIn, 4, since));
        assertEquals(3, tokens.verify(first, TokenKind.REFRESH).generation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nOnE", "None", ""})
    @DisplayName("B1: a token without a signature is refused, however its algorithm is spelt")
    void algNone(String none) {
        String payload = tokens.access(ada, signIn, Optional.empty()).split("\\.")[1];
        String header = base64("{\"alg\":\"" + none + "\",\"kid\":\"" + kid(SECRET) + "\"}");

        assertRefused(header + "." + payload + ".");
        assertRefused(header + "." + payload);
    }

    @Test
    @DisplayName("B1: an empty signature is refused")
    void emptySignature() {
        String token = tokens.access(ada, signIn, Optional.empty());

        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    @DisplayName("B2: another algorithm than the configured one is refused, even with the right key")
    void algorithmIsPinned() {
        String long64 = SECRET + OTHER_SECRET;
        Tokens pinned = Identities.tokens(ChosenSettings.of("TUTTI_TOKEN_SECRET", long64), clock);
        var key = new SecretKeySpec(long64.getBytes(StandardCharsets.UTF_8), "HmacSHA512");
        String hs512 = claims(kid(long64)).signWith(key, Jwts.SIG.HS512).compact();

        assertFalse(assertThrows(BadToken.class, () -> pinned.verify(hs512, TokenKind.ACCESS))
                .expired());
    }

    @Test
    @DisplayName("B2: each of the three algorithms works where it is the configured one")
    void otherAlgorithms() throws BadToken {
        for (String algorithm : new String[] {"HS256", "HS384", "HS512"}) {
            Tokens chosen = Identities.tokens(
                    ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET + OTHER_SECRET, "TUTTI_TOKEN_ALGORITHM", algorithm),
                    clock);
            assertEquals(
                    ada,
                    chosen.verify(chosen.access(ada, signIn, Optional.empty()), TokenKind.ACCESS)
                            .user());
        }
    }

    @Test
    @DisplayName("B3: a token that brings a key, points at one, or demands an extension is refused")
    void headersThatHaveASay() {
        for (String header : new String[] {
            "\"jku\":\"http://127.0.0.1:1/keys\"",
            "\"x5u\":\"http://127.0.0.1:1/cert\"",
            "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
            "\"crit\":[\"exp\"]",
            "\"crit\":[\"b64\"],\"b64\":false",
            "\"zip\":\"DEF\"",
            "\"kid\":\"../../../dev/null\"",
            "\"kid\":\"' or '1'='1\""
        }) {
            String id = header.contains("kid") ? "" : ",\"kid\":\"" + kid(SECRET) + "\"";
            assertRefused(signedByHand("{\"alg\":\"HS256\"," + header + id + "}"));
        }
        assertTrue(accepts(signedByHand("{\"alg\":\"HS256\",\"kid\":\"" + kid(SECRET) + "\"}")), "the control");
    }

    @Test
    @DisplayName("B4: a token past its end is told from a bad one, thirty seconds after it")
    void expiry() {
        String token = tokens.access(ada, signIn, Optional.empty());

        clock.advance(Duration.ofSeconds(900 + 29));
        assertTrue(accepts(token));
        clock.advance(Duration.ofSeconds(2));
        assertTrue(assertThrows(BadToken.class, () -> tokens.verify(token, TokenKind.ACCESS))
                .expired());
        assertFalse(
                assertThrows(BadToken.class, () -> tokens.verify(token, TokenKind.REFRESH))
                        .expired(),
                "of the wrong kind it was never good");
    }

    @Test
    @DisplayName("B5: a token of the future is accepted within thirty seconds and refused beyond")
    void future() {
        Date near = Date.from(clock.instant().plusSeconds(29));
        Date far = Date.from(clock.instant().plusSeconds(32));

        assertTrue(accepts(signed(token -> token.notBefore(near))));
        assertTrue(accepts(signed(token -> token.issuedAt(near))));
        assertRefused(signed(token -> token.notBefore(far)));
        assertRefused(signed(token -> token.issuedAt(far)));
    }

    @Test
    @DisplayName("B6, B7: a token without an end, or for or from somebody else, is refused")
    void claimsThatMustBeThere() {
        assertTrue(accepts(signed(token -> token)), "the control");
        assertRefused(signed(token -> token.expiration(null)));
        assertRefused(signed(token -> token.issuer("somebody")));
        assertRefused(signed(token -> token.issuer(null)));
        assertRefused(signed(token -> token.audience().clear().add("others").and()));
        assertRefused(signed(token -> token.audience().clear().and()));
        assertRefused(signed(token -> token.id(null)));
        assertRefused(signed(token -> token.subject("ada")));
        assertRefused(signed(token -> token.subject(null)));
        assertRefused(signed(token -> token.claim("sid", null)));
        assertRefused(signed(token -> token.claim("sid", 7)));
    }

    @Test
    @DisplayName("B8: a refresh token is no access token, nor the other way round")
    void kindsAreKeptApart() {
        String refresh = tokens.refresh(ada, signIn, 0, clock.instant());
        String access = tokens.access(ada, signIn, Optional.empty());

        assertRefused(refresh);
        assertThrows(BadToken.class, () -> tokens.verify(access, TokenKind.REFRESH));
        assertRefused(signed(token -> token.claim("typ", null)));
    }

    @Test
    @DisplayName("B9: a variant of a signature is at most the same sign-in again")
    void signatureVariants() {
        String token = tokens.access(ada, signIn, Optional.empty());
        char last = token.charAt(token.length() - 1);
        // 32 bytes leave two bits of the last character unused: four spellings of one signature.
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char variant = alphabet.charAt(alphabet.indexOf(last) ^ 1);
        for (String other :
                new String[] {token.substring(0, token.length() - 1) + variant, token + "=", token + "=="}) {
            try {
                assertEquals(signIn, tokens.verify(other, TokenKind.ACCESS).signIn());
            } catch (BadToken refused) {
                assertFalse(refused.expired());
            }
        }
    }

    @Test
    @DisplayName("B10: a token above 4 KiB is refused unread")
    void tooLong() {
        assertRefused(signed(token -> token.claim("padding", "x".repeat(4_000))));
        assertEquals(
                "length",
                assertThrows(BadToken.class, () -> tokens.verify("{".repeat(5_000_000), TokenKind.ACCESS))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "Bearer x", "e30.e30.e30", "\u0000.\u0000.\u0000"})
    @DisplayName("what is no token at all is refused, and nothing breaks")
    void rubbish(String rubbish) {
        assertRefused(rubbish);
    }

    @Test
    @DisplayName("B19: after a change of keys the former one is still accepted; a key that is nobody's is not")
    void keyRotation() throws BadToken {
        String old = tokens.access(ada, signIn, Optional.empty());
        Tokens changed = Identities.tokens(
                ChosenSettings.of("TUTTI_TOKEN_SECRET", OTHER_SECRET, "TUTTI_TOKEN_FORMER_SECRETS", SECRET), clock);
        Tokens forgotten = Identities.tokens(ChosenSettings.of("TUTTI_TOKEN_SECRET", OTHER_SECRET), clock);

        assertEquals(ada, changed.verify(old, TokenKind.ACCESS).user());
        assertThrows(BadToken.class, () -> forgotten.verify(old, TokenKind.ACCESS));
        assertRefused(changed.access(ada, signIn, Optional.empty()));
    }

    private boolean accepts(String token) {
        try {
            return tokens.verify(token, TokenKind.ACCESS).user().equals(ada);
        } catch (BadToken refused) {
            return false;
        }
    }

    private void assertRefused(String token) {
        assertFalse(
                assertThrows(BadToken.class, () -> tokens.verify(token, TokenKind.ACCESS), token)
                        .expired(),
                token);
    }

    /** A good token, but for one thing. */
    private String signed(UnaryOperator<JwtBuilder> change) {
        var key = new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return change.apply(claims(kid(SECRET))).signWith(key, Jwts.SIG.HS256).compact();
    }

    private JwtBuilder claims(String kid) {
        return Jwts.builder()
                .header()
                .keyId(kid)
                .and()
                .issuer("tutti")
                .audience()
                .add("tutti")
                .and()
                .subject(ada.toString())
                .claim("sid", signIn.toString())
                .claim("typ", "access")
                .id("1")
                .expiration(Date.from(clock.instant().plusSeconds(60)));
    }

    /** Signs with the right key under a header that no library would write. */
    private String signedByHand(String header) {
        try {
            String payload = signed(token -> token).split("\\.")[1];
            String content = base64(header) + "." + payload;
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String kid(String secret) {
        return Identities.keys(ChosenSettings.of("TUTTI_TOKEN_SECRET", secret))
                .current()
                .id();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
