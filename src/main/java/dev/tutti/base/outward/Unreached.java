package dev.tutti.base.outward;

import java.io.IOException;

/** Nothing was answered. Says why in words of ours: those of the other side may hold anything. */
public final class Unreached extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean late;

    Unreached(String why) {
        super(why);
        late = false;
    }

    Unreached(String why, IOException cause) {
        super(why, cause);
        late = false;
    }

    private Unreached(IOException cause) {
        super("no answer came in time", cause);
        late = true;
    }

    static Unreached late(IOException cause) {
        return new Unreached(cause);
    }

    /** @return whether the time for an answer was over */
    public boolean isLate() {
        return late;
    }
}
