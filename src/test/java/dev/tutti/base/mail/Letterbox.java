package dev.tutti.base.mail;

import dev.tutti.base.config.Settings;
import jakarta.persistence.EntityManager;
import java.time.Clock;

/** The real box within one transaction, for tests without a container. */
public final class Letterbox {
    private Letterbox() {}

    public static Postbox of(EntityManager em, Settings settings, Clock clock) {
        Postbox box = new Postbox();
        box.em = em;
        box.settings = settings;
        box.clock = clock;
        return box;
    }
}
