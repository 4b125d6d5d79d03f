package dev.tutti.work.account;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Fact;
import dev.tutti.journal.Revocation;
import jakarta.json.bind.annotation.JsonbTransient;
import java.util.Optional;
import java.util.UUID;

/** What can happen to an account. Told in the inbox of the person whose account it is. */
public sealed interface AccountEvent extends Fact {
    /** One sign-in has ended: by signing out, or because a spent refresh token was presented again. */
    record SessionEnded(UUID signInId) implements AccountEvent {
        @Override
        public String type() {
            return "session:ended";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofSignIn(signInId));
        }
    }

    /** All sign-ins of the account have ended. The payload is empty: the inbox says whose it is. */
    record SignedOut(@JsonbTransient UserId user) implements AccountEvent {
        @Override
        public String type() {
            return "account:signed_out";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofAccount(user));
        }
    }

    /** An administrator has disabled the account, which ends all its sign-ins. The payload is empty, as above. */
    record Disabled(@JsonbTransient UserId user) implements AccountEvent {
        @Override
        public String type() {
            return "account:disabled";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofAccount(user));
        }
    }
}
