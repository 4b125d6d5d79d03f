package dev.tutti.work.account;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A sign-in that failed. */
@Entity
@Table(name = "failed_login")
class FailedLogin {
    @Id
    private UUID id;

    private String pair;
    private String address;

    @Column(name = "failed_at")
    private Instant failedAt;

    protected FailedLogin() {}

    FailedLogin(LoginSource source, Instant now) {
        id = UuidCreator.getTimeOrderedEpoch();
        pair = source.pair();
        address = source.address();
        failedAt = now.truncatedTo(ChronoUnit.MILLIS);
    }
}
