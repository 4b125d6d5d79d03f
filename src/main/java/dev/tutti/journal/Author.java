package dev.tutti.journal;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;

/** Who caused an entry, under the name they had then, and how they recognise it. */
public record Author(UserId id, String name, Echo echo) {
    public static Author of(Caller caller) {
        return new Author(caller.id(), caller.name(), caller.echo());
    }
}
