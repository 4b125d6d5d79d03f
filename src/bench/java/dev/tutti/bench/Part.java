package dev.tutti.bench;

import java.io.IOException;

/** Something that is measured of all who can do it. */
interface Part {
    /** @return its name in {@code -Dbench.only} */
    String name();

    void measure(Session session) throws IOException;
}
