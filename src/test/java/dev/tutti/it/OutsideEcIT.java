package dev.tutti.it;

import io.jsonwebtoken.Jwts;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys the built WAR with the settings that name an outside provider. */
@DisplayName("A token of an outside provider that signs with elliptic-curve keys")
@ExtendWith(ArquillianExtension.class)
class OutsideEcIT implements OutsideCases {
    private static final IdentityProvider PROVIDER = new IdentityProvider(Jwts.SIG.ES256);

    @Deployment(testable = false)
    static WebArchive war() {
        return PROVIDER.trustedBy(ServerIT.war());
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    @Override
    public IdentityProvider provider() {
        return PROVIDER;
    }
}
