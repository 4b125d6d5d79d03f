package dev.tutti.bench.server;

import java.io.IOException;

/** One that is measured: a server, and a way in which events get from those who publish to those who follow. */
public interface Contender {
    String name();

    /** @return what it is, for those who read the table */
    String what();

    Arena opens(Shape shape) throws IOException;

    /** The server does not offer the way that this one is about. */
    final class NotOffered extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotOffered(String what) {
            super(what);
        }
    }
}
