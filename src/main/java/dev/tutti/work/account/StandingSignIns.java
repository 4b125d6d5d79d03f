package dev.tutti.work.account;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.OutsideToken;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.UUID;

/** Answers for every credential from the accounts and sign-ins as they are kept. */
@ApplicationScoped
class StandingSignIns implements SignIns {
    @Inject
    SignInBook book;

    @Inject
    OutsideAccounts outsiders;

    @Inject
    Tickets tickets;

    @Inject
    Administrators administrators;

    @Override
    public Optional<Standing> local(UserId user, UUID signIn) {
        return book.standing(user, signIn);
    }

    @Override
    public Optional<Standing> outside(OutsideToken token) {
        Account account = outsiders.find(token).orElseGet(() -> firstSeen(token));
        return account.isDisabled() || account.hasSignedOutSince(token.issued())
                ? Optional.empty()
                : Optional.of(administrators.standing(account));
    }

    @Override
    public boolean stillStands(Caller caller) {
        UUID signIn = caller.credential().signIn();
        // Nearly all stand, and are ours: they cost one look.
        return book.standing(caller.id(), signIn).isPresent()
                || !book.knows(caller.id(), signIn) && outsiders.stillStands(caller);
    }

    @Override
    public Admission redeem(String ticket) {
        return tickets.redeem(ticket);
    }

    private Account firstSeen(OutsideToken token) {
        try {
            return outsiders.create(token, token.email().flatMap(EmailAddress::normal));
        } catch (PersistenceException raced) {
            // Either their other request was first, or somebody registered with the address this very moment.
            return outsiders.find(token).orElseGet(() -> outsiders.create(token, Optional.empty()));
        }
    }
}
