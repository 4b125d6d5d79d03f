package dev.tutti.work.integration;

import dev.tutti.base.identity.Scope;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Fact;
import dev.tutti.journal.Revocation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can happen to an integration. All members are told who else comes and goes. */
public sealed interface KeyEvent extends Fact {
    /** It has a key from here on. */
    record Added(UUID id, String name, List<Scope> scopes) implements KeyEvent {
        @Override
        public String type() {
            return "integration:added";
        }
    }

    /** Its key is no good any more. */
    record Removed(UUID id, String name) implements KeyEvent {
        @Override
        public String type() {
            return "integration:removed";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofMember(new UserId(id)));
        }
    }
}
