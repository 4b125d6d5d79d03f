package dev.tutti.work.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.edit.FieldVersions;
import dev.tutti.base.edit.IfMatch;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    private long version;

    private String changed;

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
        version = 1;
        changed = FieldVersions.NONE.toString();
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

    /** What is null in the change stays; an empty address takes the picture away. */
    void change(ProfileChange change, IfMatch match) {
        String newName = Optional.ofNullable(change.name()).orElse(name);
        String newAvatarUrl = Optional.ofNullable(change.avatarUrl())
                .or(() -> Optional.ofNullable(avatarUrl))
                .filter(url -> !url.isEmpty())
                .orElse(null);
        Set<String> fields = new TreeSet<>();
        if (!newName.equals(name)) {
            fields.add("name");
        }
        if (!Objects.equals(newAvatarUrl, avatarUrl)) {
            fields.add("avatarUrl");
        }
        FieldVersions history = FieldVersions.parse(changed);
        match.permit(version, history, fields);
        if (!fields.isEmpty()) {
            name = newName;
            avatarUrl = newAvatarUrl;
            version++;
            changed = history.changed(fields, version).toString();
        }
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

    /**
     * @param match the version that the administrator has seen
     * @return whether that changed anything
     */
    boolean disable(boolean disabled, IfMatch match, Instant now) {
        Set<String> fields = disabled == isDisabled() ? Set.of() : Set.of("disabled");
        FieldVersions history = FieldVersions.parse(changed);
        match.permit(version, history, fields);
        if (fields.isEmpty()) {
            return false;
        }
        disabledAt = disabled ? now.truncatedTo(ChronoUnit.MILLIS) : null;
        version++;
        changed = history.changed(fields, version).toString();
        return true;
    }

    /** @param named whether the settings make them an administrator */
    SignIns.Standing standing(boolean named) {
        return new SignIns.Standing(id(), name, administrator || named);
    }

    Author author() {
        return new Author(id(), name, Echo.NONE);
    }

    Person person() {
        return new Person(id(), name, Optional.ofNullable(email), Optional.ofNullable(avatarUrl));
    }

    AccountStatus status() {
        return new AccountStatus(id, Optional.ofNullable(email), name, isDisabled(), version);
    }

    /** @param named whether the settings make them an administrator */
    AccountView view(boolean named) {
        return new AccountView(
                id, Optional.ofNullable(email), name, Optional.ofNullable(avatarUrl), administrator || named, version);
    }
}
