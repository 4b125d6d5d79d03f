package dev.tutti.work.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's account. Changed only under its row lock: one provider writes all columns at once, and a new name must
 * not undo a sign-out that happened meanwhile.
 */
@Entity
@Table(name = "account")
class Account {
    @Id
    private UUID id;

    private String email;
    private String name;

    @Column(name = "avatar_url")
    private String avatarUrl;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean administrator;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "disabled_at")
    private Instant disabledAt;

    @Column(name = "signed_out_at")
    private Instant signedOutAt;

    protected Account() {}

    Account(Optional<String> email, String name, Optional<String> passwordHash, Instant now) {
        id = UuidCreator.getTimeOrderedEpoch();
        this.email = email.orElse(null);
        this.name = name;
        this.passwordHash = passwordHash.orElse(null);
        createdAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    UserId id() {
        return new UserId(id);
    }

    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    void rename(String newName) {
        name = newName;
    }

    void show(Optional<String> newAvatarUrl) {
        avatarUrl = newAvatarUrl.orElse(null);
    }

    void signOut(Instant now) {
        signedOutAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Whether something that was issued then is of the time before the last sign-out everywhere. In doubt it is:
     * a token tells its time in whole seconds.
     */
    boolean hasSignedOutSince(Optional<Instant> issued) {
        return signedOutAt != null
                && issued.filter(then -> then.isAfter(signedOutAt)).isEmpty();
    }

    SignIns.Standing standing() {
        return new SignIns.Standing(id(), name, administrator);
    }

    Author author() {
        return new Author(id(), name, Echo.NONE);
    }

    Person person() {
        return new Person(id(), name, Optional.ofNullable(email), Optional.ofNullable(avatarUrl));
    }

    AccountView view() {
        return new AccountView(id, Optional.ofNullable(email), name, Optional.ofNullable(avatarUrl), administrator);
    }
}
