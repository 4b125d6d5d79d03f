package dev.tutti.work.account;

import com.github.f4b6a3.uuid.UuidCreator;
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

/**
 * One sign-in, from the password to its end, and the family of all refresh tokens that descend from it. Only the
 * newest of them is good; the one before may be presented again for a moment, by whoever did not get the reply.
 */
@Entity
@Table(name = "sign_in")
class SignIn {
    /** How long two tabs that renew at the same time, or a lost reply, are taken for what they are. */
    static final Duration GRACE = Duration.ofSeconds(30);

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    private int generation;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "user_agent")
    private String userAgent;

    protected SignIn() {}

    SignIn(UserId user, UserAgent agent, Instant now) {
        id = UuidCreator.getTimeOrderedEpoch();
        accountId = user.value();
        createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        rotatedAt = createdAt;
        userAgent = agent.text().orElse(null);
    }

    /** Everything that the newest refresh token is made of. */
    record Newest(UserId user, UUID signIn, int generation, Instant since) {}

    UUID id() {
        return id;
    }

    Newest newest() {
        return new Newest(new UserId(accountId), id, generation, rotatedAt);
    }

    boolean belongsTo(UserId user) {
        return accountId.equals(user.value());
    }

    boolean hasEnded() {
        return endedAt != null;
    }

    boolean isNewest(int presented) {
        return presented == generation;
    }

    boolean isForgivable(int presented, Instant now) {
        return presented == generation - 1 && now.isBefore(rotatedAt.plus(GRACE));
    }

    void rotate(Instant now) {
        generation++;
        rotatedAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    void end(Instant now) {
        endedAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param asking the sign-in by which somebody wants to see it */
    SignInView view(UUID asking) {
        return new SignInView(id, createdAt, rotatedAt, Optional.ofNullable(userAgent), id.equals(asking));
    }
}
