package dev.tutti.work.integration;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Identities;
import dev.tutti.base.identity.KeyRing;
import dev.tutti.base.identity.Scope;
import dev.tutti.work.workspace.Office;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;

/** The real keys on a scratch database, for tests of whatever integrations do. */
public final class Keys {
    private Keys() {}

    /** @return the keys as they are seen within a transaction */
    public static KeyRing ring(EntityManager em) {
        Integrations integrations = new Integrations();
        integrations.em = em;
        return ring(integrations, Clock.systemUTC());
    }

    static StoredKeys ring(Integrations integrations, Clock clock) {
        StoredKeys ring = new StoredKeys();
        ring.integrations = integrations;
        ring.clock = clock;
        return ring;
    }

    static Integrations integrations(Office.Desk desk, Clock clock) {
        Integrations integrations = new Integrations();
        integrations.em = desk.em();
        integrations.access = desk.access();
        integrations.journal = desk.journal();
        integrations.settings = ChosenSettings.of("TUTTI_KEYS_PER_WORKSPACE", "3");
        integrations.clock = clock;
        return integrations;
    }

    static NewKey asked(String name, Scope... scopes) {
        return new NewKey(name, Stream.of(scopes).map(Scope::wire).toList());
    }

    /** @return another system that calls with a new key of that workspace */
    public static Caller integration(Office office, Caller admin, UUID workspace, String name, Scope... scopes) {
        MadeKey made =
                office.at(desk -> integrations(desk, Clock.systemUTC()).make(admin, workspace, asked(name, scopes)));
        return office.at(desk -> ((Admission.Admitted) admission(ring(desk.em()), made.secret())).caller());
    }

    static Admission admission(KeyRing ring, String secret) {
        return Identities.byKey(ring, secret);
    }
}
