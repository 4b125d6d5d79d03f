package dev.tutti.it;

import java.io.File;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that deploys the built WAR, as it is, to the server at hand, and talks to it from outside. Each test registers
 * people of its own, so that no test needs an empty database.
 */
@ExtendWith(ArquillianExtension.class)
abstract class ServerIT {
    /** Where the deployed application answers; each server has its port in arquillian.xml. */
    static final URI BASE = URI.create("http://127.0.0.1:" + System.getProperty("tutti.port") + "/tutti/");

    /** @return whether this is Payara; asked only where the two are known to differ */
    static boolean isPayara() {
        return System.getProperty("arquillian.launch").equals("payara");
    }

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("tutti.war")));
    }
}
