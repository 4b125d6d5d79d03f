package dev.tutti.base.database;

import jakarta.persistence.EntityManager;

/** The real stable view on a given entity manager, for tests without a container. */
public final class StableViews {
    private StableViews() {}

    public static StableView of(EntityManager em) {
        StableView view = new StableView();
        view.em = em;
        return view;
    }
}
