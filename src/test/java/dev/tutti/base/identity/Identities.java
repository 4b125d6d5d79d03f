package dev.tutti.base.identity;

import dev.tutti.base.config.Settings;
import java.time.Clock;
import java.util.Optional;

/** The real beans of this room on given settings and a given clock, for tests without a container. */
public final class Identities {
    private Identities() {}

    public static Tokens tokens(Settings settings, Clock clock) {
        Tokens tokens = new Tokens();
        tokens.settings = settings;
        tokens.keys = keys(settings);
        tokens.clock = clock;
        tokens.prepare();
        return tokens;
    }

    public static Authenticator authenticator(Settings settings, Clock clock, SignIns signIns) {
        return authenticator(settings, clock, signIns, new KeyRing() {
            @Override
            public Optional<Standing> find(IntegrationKey key) {
                return Optional.empty();
            }

            @Override
            public boolean holds(Grant grant) {
                return false;
            }
        });
    }

    /** @return what comes of a key at the door of the REST API */
    public static Admission byKey(KeyRing keys, String text) {
        Authenticator authenticator = new Authenticator();
        authenticator.keys = keys;
        authenticator.clock = Clock.systemUTC();
        return authenticator.byTokenOrKey(text);
    }

    private static Authenticator authenticator(Settings settings, Clock clock, SignIns signIns, KeyRing keys) {
        Authenticator authenticator = new Authenticator();
        authenticator.tokens = tokens(settings, clock);
        authenticator.outsideTokens = outside(settings, clock);
        authenticator.signIns = signIns;
        authenticator.keys = keys;
        authenticator.clock = clock;
        return authenticator;
    }

    static SigningKeys keys(Settings settings) {
        SigningKeys keys = new SigningKeys();
        keys.settings = settings;
        keys.load();
        return keys;
    }

    static OutsideTokens outside(Settings settings, Clock clock) {
        OutsideTokens outside = new OutsideTokens();
        outside.settings = settings;
        outside.clock = clock;
        outside.prepare();
        return outside;
    }
}
