package dev.tutti.base.identity;

import dev.tutti.base.problem.Problem;

/** What came of a credential that somebody presented. */
public sealed interface Admission {
    /**
     * @return who was let in
     * @throws Problem.Unauthenticated when nobody was
     */
    default Caller orThrow() {
        if (this instanceof Admitted admitted) {
            return admitted.caller();
        }
        throw new Problem.Unauthenticated(
                this instanceof Expired expired ? expired.message() : ((Refused) this).message());
    }

    /** It is good, and says who they are. */
    record Admitted(Caller caller) implements Admission {}

    /** There was none, or it was good once: a new token helps. */
    record Expired(String message) implements Admission {}

    /** It was never good, or its sign-in has ended: only a new sign-in helps. */
    record Refused(String message) implements Admission {}
}
