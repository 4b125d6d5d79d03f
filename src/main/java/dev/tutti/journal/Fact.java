package dev.tutti.journal;

import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened and that everyone who follows a journal is to be told, in order. Implemented by records, one
 * sealed family a feature; a record's components are the event's payload, unless {@link #payload} says otherwise.
 */
public interface Fact {
    /** @return the event's type on the wire, {@code noun:verb}, for example {@code task:created} */
    String type();

    /** @return whose access to the journal ends with this fact, if anybody's */
    default Optional<Revocation> revokes() {
        return Optional.empty();
    }

    /** @return the thing whose history this belongs to, where somebody may ask for all that was told of it */
    default Optional<UUID> subject() {
        return Optional.empty();
    }

    /** @return what the event shows: a public record, or another object that JSON-B writes as a JSON object */
    default Object payload() {
        return this;
    }
}
