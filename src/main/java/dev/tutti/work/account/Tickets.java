package dev.tutti.work.account;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.Fingerprint;
import dev.tutti.base.identity.SignIns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Tickets for the handshake, whose address may end up in somebody's log: each lets its holder in once, within half a
 * minute, and only while the sign-in that it was made from still stands.
 */
@ApplicationScoped
@Transactional
class Tickets {
    /** So that a ticket is known for one wherever it turns up, and can be blotted out there. */
    static final String PREFIX = "ticket_";

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @PersistenceContext
    EntityManager em;

    @Inject
    SignInBook book;

    @Inject
    Administrators administrators;

    @Inject
    Clock clock;

    NewTicket issue(Caller caller) {
        Instant now = clock.instant();
        em.createQuery("delete from Ticket t where t.accountId = :user and t.expiresAt <= :now")
                .setParameter("user", caller.id().value())
                .setParameter("now", now.truncatedTo(ChronoUnit.MILLIS))
                .executeUpdate();
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String ticket = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean outside = !book.knows(caller.id(), caller.credential().signIn());
        em.persist(new Ticket(Fingerprint.of(ticket), caller, outside, now));
        return new NewTicket(ticket, Ticket.LIFE.toSeconds());
    }

    /**
     * The one delete decides who wins; everyone else finds the row gone, on whichever node they ask. Only who shows a
     * ticket that is there gets as far: a delete takes a writer's turn, and must not be had without a credential.
     */
    Admission redeem(String presented) {
        Optional<Ticket> found = em
                .createQuery("select t from Ticket t where t.hash = :hash", Ticket.class)
                .setParameter("hash", Fingerprint.of(presented))
                .getResultList()
                .stream()
                .findFirst();
        if (found.isEmpty()) {
            return spent();
        }
        int deleted = em.createQuery("delete from Ticket t where t.hash = :hash")
                .setParameter("hash", Fingerprint.of(presented))
                .executeUpdate();
        if (deleted == 0) {
            return spent();
        }
        Ticket ticket = found.get();
        Instant now = clock.instant();
        if (ticket.isOver(now)) {
            return new Admission.Expired("The ticket has expired. Ask for a new one.");
        }
        return standing(ticket)
                .<Admission>map(who -> new Admission.Admitted(
                        new Caller(who.user(), who.name(), ticket.credential(who.administrator(), now), Echo.NONE)))
                .orElseGet(() -> new Admission.Refused("This sign-in has ended. Sign in again."));
    }

    private static Admission spent() {
        return new Admission.Refused("The ticket was used before, or never was one. Ask for a new one.");
    }

    private Optional<SignIns.Standing> standing(Ticket ticket) {
        if (!ticket.isOutside()) {
            return book.standing(ticket.user(), ticket.signIn());
        }
        return Optional.ofNullable(em.find(Account.class, ticket.user().value()))
                .filter(account -> !account.isDisabled())
                .filter(account -> !account.hasSignedOutSince(Optional.of(ticket.issuedAt())))
                .map(administrators::standing);
    }
}
