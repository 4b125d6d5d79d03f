package dev.tutti.work.account;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What stands behind a one-use ticket: the credential of whoever asked for it. The ticket itself is not kept. */
@Entity
@Table(name = "ticket")
class Ticket {
    static final Duration LIFE = Duration.ofSeconds(30);

    @Id
    private String hash;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "sign_in_id")
    private UUID signInId;

    private boolean outside;
    private String tenant;

    @Column(name = "credential_expires")
    private Instant credentialExpires;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Ticket() {}

    /** @param outside whether the sign-in is an outside provider's and so not in our book */
    Ticket(String hash, Caller caller, boolean outside, Instant now) {
        this.hash = hash;
        this.outside = outside;
        accountId = caller.id().value();
        signInId = caller.credential().signIn();
        tenant = caller.credential().tenant().orElse(null);
        credentialExpires = caller.credential().expires().truncatedTo(ChronoUnit.MILLIS);
        issuedAt = now.truncatedTo(ChronoUnit.MILLIS);
        expiresAt = issuedAt.plus(LIFE);
    }

    UserId user() {
        return new UserId(accountId);
    }

    UUID signIn() {
        return signInId;
    }

    boolean isOutside() {
        return outside;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt) || !now.isBefore(credentialExpires);
    }

    Credential credential(boolean administrator, Instant now) {
        return new Credential(signInId, Optional.ofNullable(tenant), administrator, now, credentialExpires);
    }
}
