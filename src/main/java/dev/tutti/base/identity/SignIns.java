package dev.tutti.base.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * Whether what a good token vouches for still stands today. A token is good until it expires; a sign-in may end and an
 * account be disabled long before. Every answer is today's state of the database, never a cached one.
 */
public interface SignIns {
    /** Whom a credential stands for, by what their account says now. */
    record Standing(UserId user, String name, boolean administrator) {}

    /** @return the account, unless the sign-in has ended, is not theirs or never was, or the account is disabled */
    Optional<Standing> local(UserId user, UUID signIn);

    /**
     * Finds the account of somebody who comes with an outside identity, and creates it when they come for the first
     * time.
     *
     * @return the account, unless it is disabled or has signed out everywhere since the token was issued
     */
    Optional<Standing> outside(OutsideToken token);

    /** @return whether what was found good when the caller came in has not been ended since */
    boolean stillStands(Caller caller);

    /** Spends a ticket: of any number of calls with the same one, on any nodes, at most one is admitted. */
    Admission redeem(String ticket);
}
