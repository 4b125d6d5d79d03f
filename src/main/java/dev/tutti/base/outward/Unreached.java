package dev.tutti.base.outward;

import java.io.IOException;

/** Nothing was answered. Says why in words of ours: those of the other side may hold anything. */
public final class Unreached extends IOException {
    private static final long serialVersionUID = 1L;

    Unreached(String why) {
        super(why);
    }

    Unreached(String why, IOException cause) {
        super(why, cause);
    }
}
