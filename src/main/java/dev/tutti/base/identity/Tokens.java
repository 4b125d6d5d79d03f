package dev.tutti.base.identity;

import dev.tutti.base.config.Settings;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues and verifies Tutti's own tokens. A verified token proves who signed in and until when; whether the sign-in
 * still stands is for {@link Authenticator} to ask. Tokens are never logged.
 */
@ApplicationScoped
public class Tokens {
    /** Names the cookie in which an access token may come to the handshake. */
    public static final String COOKIE = "wsToken";

    private static final String SIGN_IN = "sid";
    private static final String KIND = "typ";
    private static final String GENERATION = "gen";
    static final String TENANT = "tenantId";

    @Inject
    Settings settings;

    @Inject
    SigningKeys keys;

    @Inject
    Clock clock;

    private TokenParser parser;
    private MacAlgorithm algorithm;

    @PostConstruct
    void prepare() {
        Settings.Tokens ours = settings.tokens();
        algorithm = (MacAlgorithm) Jwts.SIG.get().forKey(ours.algorithm());
        parser = new TokenParser(
                new TokenParser.Rules(algorithm, ours.issuer(), ours.audience()),
                id -> id.flatMap(keys::byId).map(key -> key),
                clock);
    }

    /** @return a token that lets its holder in for {@link #accessLife} */
    public String access(UserId user, UUID signIn, Optional<String> tenant) {
        Instant now = clock.instant();
        JwtBuilder token = start(TokenKind.ACCESS, user, signIn)
                .id(UUID.randomUUID().toString())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(accessLife())));
        tenant.ifPresent(id -> token.claim(TENANT, id));
        return sign(token);
    }

    /**
     * Everything in this token follows from its parameters, so that asking twice gives the same text: two tabs that
     * renew at the same moment, or one that lost the reply, end up with one successor.
     *
     * @param generation how often the sign-in has been renewed
     * @param since when that generation began, which is when the token's life starts
     */
    public String refresh(UserId user, UUID signIn, int generation, Instant since) {
        String seed = signIn + ":" + generation;
        return sign(start(TokenKind.REFRESH, user, signIn)
                .claim(GENERATION, generation)
                .id(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .issuedAt(Date.from(since))
                .expiration(Date.from(since.plus(settings.tokens().refreshLife()))));
    }

    public Duration accessLife() {
        return settings.tokens().accessLife();
    }

    /** @throws BadToken when it is not one of ours, not of this kind, or out of time */
    public TokenClaims verify(String token, TokenKind kind) throws BadToken {
        return parser.verify(token, claims -> read(claims, kind));
    }

    private static TokenClaims read(Claims claims, TokenKind kind) {
        TokenParser.required(claims, Claims.ID);
        if (!TokenParser.required(claims, KIND).equals(kind.claim())) {
            throw new IllegalArgumentException(KIND);
        }
        Integer generation = kind == TokenKind.REFRESH ? claims.get(GENERATION, Integer.class) : Integer.valueOf(0);
        if (generation == null) {
            throw new IllegalArgumentException(GENERATION);
        }
        return new TokenClaims(
                new UserId(UUID.fromString(TokenParser.required(claims, Claims.SUBJECT))),
                UUID.fromString(TokenParser.required(claims, SIGN_IN)),
                TokenParser.optional(claims, TENANT),
                generation,
                claims.getExpiration().toInstant());
    }

    private JwtBuilder start(TokenKind kind, UserId user, UUID signIn) {
        Settings.Tokens ours = settings.tokens();
        return Jwts.builder()
                .header()
                .keyId(keys.current().id())
                .and()
                .issuer(ours.issuer())
                .audience()
                .add(ours.audience())
                .and()
                .subject(user.toString())
                .claim(SIGN_IN, signIn.toString())
                .claim(KIND, kind.claim());
    }

    private String sign(JwtBuilder token) {
        return token.signWith(keys.current().key(), algorithm).compact();
    }
}
