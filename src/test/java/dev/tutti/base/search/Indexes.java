package dev.tutti.base.search;

import dev.tutti.base.database.Database;
import jakarta.persistence.EntityManager;

/** The real index over the scratch database of a test, whichever that is. */
public final class Indexes {
    private Indexes() {}

    public static TextIndex of(EntityManager em) {
        TextIndex index = new TextIndex();
        index.em = em;
        index.database = new Database() {
            @Override
            public boolean isEmbedded() {
                return !System.getProperty("tutti.scratch", "h2").equals("postgresql");
            }
        };
        return index;
    }
}
