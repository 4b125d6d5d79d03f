package dev.tutti.base.identity;

import dev.tutti.base.config.Settings;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Verifies the tokens of the outside identity provider, where one is configured. */
@ApplicationScoped
class OutsideTokens {
    /** In code points, as for names that people give themselves. */
    private static final int MAX_NAME = 100;

    private static final int MAX_SUBJECT = 255;

    /** A workspace keeps its tenant in a column of this width. */
    private static final int MAX_TENANT = 200;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private Optional<TokenParser> parser = Optional.empty();

    @PostConstruct
    void prepare() {
        Settings.Outside outside = settings.outside();
        parser = outside.issuer().map(issuer -> {
            SignatureAlgorithm algorithm = (SignatureAlgorithm) Jwts.SIG.get().forKey(outside.algorithm());
            OutsideKeys keys = keys(outside);
            return new TokenParser(
                    new TokenParser.Rules(algorithm, issuer, outside.audience().orElseThrow()), keys::find, clock);
        });
    }

    /** An unusable key is found now, not by the first person who comes with a token. */
    void start(@Observes Startup startup) {
        parser.isPresent();
    }

    /**
     * @return whether the token says that the outside provider issued it. That is not verified yet: it only chooses
     *     whose rules the token has to pass.
     */
    boolean claims(String token) {
        if (parser.isEmpty() || token.length() > TokenParser.MAX_LENGTH) {
            return false;
        }
        String[] parts = token.split("\\.", -1);
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            String issuer = StrictJson.object(new String(payload, StandardCharsets.UTF_8))
                    .getString("iss", "");
            return settings.outside().issuer().filter(issuer::equals).isPresent();
        } catch (IllegalArgumentException | Problem.Invalid unreadable) {
            return false;
        }
    }

    /** @throws BadToken when it is not a good token of the provider, or out of time */
    OutsideToken verify(String token) throws BadToken {
        return parser.orElseThrow(() -> BadToken.because("issuer")).verify(token, OutsideTokens::read);
    }

    private OutsideKeys keys(Settings.Outside outside) {
        return outside.publicKey()
                .<OutsideKeys>map(pem -> PemKey.parse(pem, outside.algorithm()))
                .orElseGet(() -> new KeySet(outside.keySet().orElseThrow(), outside.algorithm(), clock));
    }

    private static OutsideToken read(Claims claims) {
        String subject = TokenParser.required(claims, Claims.SUBJECT);
        Optional<String> tenant = TokenParser.optional(claims, Tokens.TENANT);
        if (subject.length() > MAX_SUBJECT || tenant.orElse("").length() > MAX_TENANT) {
            throw new IllegalArgumentException("length");
        }
        Optional<String> email = TokenParser.optional(claims, "email");
        String name = Stream.of(
                        TokenParser.optional(claims, "name"),
                        TokenParser.optional(claims, "preferred_username"),
                        email.map(address -> address.replaceFirst("@.*", "")))
                .flatMap(Optional::stream)
                .map(OutsideTokens::cleanName)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("Guest");
        return new OutsideToken(
                claims.getIssuer(),
                subject,
                signIn(claims, subject),
                tenant,
                name,
                email.filter(address -> Boolean.TRUE.equals(claims.get("email_verified"))),
                Optional.ofNullable(claims.getIssuedAt()).map(Date::toInstant),
                claims.getExpiration().toInstant());
    }

    /** An address or a session id of the provider's own form is turned into a UUID that all nodes agree on. */
    private static UUID signIn(Claims claims, String subject) {
        Optional<String> session = TokenParser.optional(claims, "sid");
        try {
            return UUID.fromString(session.orElse(""));
        } catch (IllegalArgumentException ofAnotherForm) {
            String seed = claims.getIssuer() + "\n" + subject + "\n" + session.orElse("");
            return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String cleanName(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(MAX_NAME)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
