package dev.tutti.base.identity;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Says of a credential who comes with it. The same answer at every door: REST, WebSocket and Server-Sent Events. The
 * name and the administrator's mark are those of the account today, never the token's.
 */
@ApplicationScoped
public class Authenticator {
    private static final System.Logger LOG = Log.of(Authenticator.class);

    @Inject
    Tokens tokens;

    @Inject
    OutsideTokens outsideTokens;

    @Inject
    SignIns signIns;

    @Inject
    KeyRing keys;

    @Inject
    Clock clock;

    /** @param token an access token, ours or the outside provider's; empty where none was sent */
    public Admission byToken(String token) {
        if (token.isBlank()) {
            return new Admission.Expired("Send an access token; signing in gives you one.");
        }
        if (IntegrationKey.isMeant(token)) {
            return refused("key", "An integration key opens the REST API of its workspace, and nothing else.");
        }
        try {
            return outsideTokens.claims(token) ? outside(token) : local(token);
        } catch (BadToken bad) {
            LOG.log(System.Logger.Level.INFO, "auth.fail reason=" + bad.getMessage());
            Count.AUTHENTICATION_FAILURES.up(bad.getMessage());
            return bad.expired()
                    ? new Admission.Expired("The access token has expired. Refresh it and try again.")
                    : new Admission.Refused("The access token is not valid. Sign in again.");
        }
    }

    /** @param token an access token, as above, or the key of an integration */
    public Admission byTokenOrKey(String token) {
        if (!IntegrationKey.isMeant(token)) {
            return byToken(token);
        }
        Instant verified = clock.instant();
        return IntegrationKey.parse(token)
                .flatMap(keys::find)
                .map(standing -> admitted(standing, verified))
                .orElseGet(() -> refused("key", "This integration key is not valid, or was revoked."));
    }

    /** @param ticket a ticket from {@code POST /api/auth/ticket}, which this call spends; empty where none was sent */
    public Admission byTicket(String ticket) {
        return ticket.isBlank()
                ? new Admission.Expired("Send a ticket; POST /api/auth/ticket gives you one.")
                : signIns.redeem(ticket);
    }

    private Admission local(String token) throws BadToken {
        TokenClaims claims = tokens.verify(token, TokenKind.ACCESS);
        Instant verified = clock.instant();
        return signIns.local(claims.user(), claims.signIn())
                .map(standing -> admitted(standing, claims.signIn(), claims.tenant(), verified, claims.expires()))
                .orElseGet(Authenticator::ended);
    }

    private Admission outside(String token) throws BadToken {
        OutsideToken claims = outsideTokens.verify(token);
        Instant verified = clock.instant();
        return signIns.outside(claims)
                .map(standing -> admitted(standing, claims.signIn(), claims.tenant(), verified, claims.expires()))
                .orElseGet(Authenticator::ended);
    }

    private static Admission admitted(
            SignIns.Standing who, UUID signIn, Optional<String> tenant, Instant verified, Instant expires) {
        Credential credential = new Credential(signIn, tenant, who.administrator(), verified, expires);
        return new Admission.Admitted(new Caller(who.user(), who.name(), credential, Echo.NONE));
    }

    private static Admission admitted(KeyRing.Standing integration, Instant verified) {
        Credential credential = Credential.of(integration.grant(), verified);
        UserId id = new UserId(integration.grant().key());
        return new Admission.Admitted(new Caller(id, integration.name(), credential, Echo.NONE));
    }

    private static Admission ended() {
        return refused("ended", "This sign-in has ended. Sign in again.");
    }

    private static Admission refused(String reason, String message) {
        LOG.log(System.Logger.Level.INFO, "auth.fail reason=" + reason);
        Count.AUTHENTICATION_FAILURES.up(reason);
        return new Admission.Refused(message);
    }
}
