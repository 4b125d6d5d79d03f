package dev.tutti.base.identity;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SecurityException;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Verifies tokens of one issuer, by one algorithm that the configuration names. The library alone would accept a token
 * without an end, for anybody's ears and of any length; what it leaves open is closed here. A token's header chooses
 * nothing but which of our own keys it was signed with, and nothing it says is ever fetched.
 */
final class TokenParser {
    /** In characters. A longer token is refused unread: parsing a huge one costs more than refusing a million. */
    static final int MAX_LENGTH = 4_096;

    /** By how much the clocks of issuer and server may differ. */
    static final int SKEW_SECONDS = 30;

    /** Header members that would bring a key along, point at one, or change how the rest is to be read. */
    private static final Set<String> REFUSED_HEADERS =
            Set.of("crit", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "zip", "b64");

    /** What a token must match. */
    record Rules(SecureDigestAlgorithm<?, ?> algorithm, String issuer, String audience) {}

    private final Rules rules;
    private final Function<Optional<String>, Optional<Key>> keys;
    private final Clock clock;
    private final JwtParser parser;

    /** @param keys finds the key by the token's {@code kid}; empty refuses the token */
    TokenParser(Rules rules, Function<Optional<String>, Optional<Key>> keys, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
        parser = Jwts.parser()
                .sig()
                .clear()
                .add(rules.algorithm())
                .and()
                .keyLocator(this::key)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW_SECONDS)
                .build();
    }

    /**
     * @param reading takes from the claims what is wanted; whatever it throws as an {@link IllegalArgumentException}
     *     counts as a bad token too
     * @throws BadToken as expired only when nothing else is wrong with the token
     */
    <T> T verify(String token, Function<Claims, T> reading) throws BadToken {
        if (token.length() > MAX_LENGTH) {
            throw BadToken.because("length");
        }
        try {
            Claims claims = parser.parseSignedClaims(token).getPayload();
            check(claims);
            return reading.apply(claims);
        } catch (ExpiredJwtException past) {
            throw wasGoodOnce(past.getClaims(), reading) ? BadToken.outOfTime() : BadToken.because("claims");
        } catch (UnsupportedJwtException refused) {
            throw BadToken.because("alg");
        } catch (SecurityException forged) {
            throw BadToken.because("signature");
        } catch (JwtException | IllegalArgumentException malformed) {
            throw BadToken.because("claims");
        }
    }

    /** @return the claim, which must be there and be text */
    static String required(Claims claims, String name) {
        return optional(claims, name).orElseThrow(() -> new IllegalArgumentException(name));
    }

    static Optional<String> optional(Claims claims, String name) {
        return Optional.ofNullable(claims.get(name, String.class)).filter(value -> !value.isBlank());
    }

    private boolean wasGoodOnce(Claims claims, Function<Claims, ?> reading) {
        try {
            check(claims);
            reading.apply(claims);
            return true;
        } catch (JwtException | IllegalArgumentException neverWas) {
            return false;
        }
    }

    private void check(Claims claims) {
        Instant latest = clock.instant().plusSeconds(SKEW_SECONDS);
        boolean good = claims.getExpiration() != null
                && rules.issuer().equals(claims.getIssuer())
                && claims.getAudience() != null
                && claims.getAudience().contains(rules.audience())
                && (claims.getIssuedAt() == null
                        || !claims.getIssuedAt().toInstant().isAfter(latest));
        if (!good) {
            throw new IllegalArgumentException("claims");
        }
    }

    private Key key(Header header) {
        boolean plain = header instanceof JwsHeader
                && rules.algorithm().getId().equals(header.getAlgorithm())
                && header.keySet().stream().noneMatch(REFUSED_HEADERS::contains);
        if (!plain) {
            throw new UnsupportedJwtException("header");
        }
        Optional<String> id = Optional.ofNullable(((JwsHeader) header).getKeyId());
        return keys.apply(id).orElseThrow(() -> new SecurityException("kid"));
    }
}
