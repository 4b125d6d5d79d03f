package dev.tutti.journal;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import java.util.UUID;

/** Who caused an entry, under the name they had then, and how they recognise it. */
public record Author(UserId id, String name, Echo echo) {
    /** Nobody: what the server tells of its own accord, because it is time. It has an id that no account has. */
    public static final Author SERVER = new Author(new UserId(new UUID(0, 0)), "", Echo.NONE);

    public static Author of(Caller caller) {
        return new Author(caller.id(), caller.name(), caller.echo());
    }

    /** @return whether somebody did it, a person or an integration; what nobody did has no actor wherever it is shown */
    public boolean isSomebody() {
        return !id.equals(SERVER.id);
    }

    /** @return whether an integration did it, and no person */
    public boolean isIntegration() {
        return id.isIntegration();
    }
}
