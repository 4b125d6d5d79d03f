package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
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

    @Deployment(name = KeptDeployment.KEPT, testable = false)
    static WebArchive war() {
        if (!KeptDeployment.isThere()) {
            if (isPayara()) {
                awaitPredecessor();
            }
            Root.registers();
        }
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("tutti.war")));
    }

    /**
     * @param settings each as {@code name=value}; they stand above the environment, which sets what most tests need
     * @return the built WAR with these settings
     */
    static WebArchive warWith(String... settings) {
        String all = "config_ordinal=1000\n" + String.join("\n", settings);
        return war().addAsResource(new StringAsset(all), "META-INF/microprofile-config.properties");
    }

    @BeforeAll
    static void isServed() {
        Answer ready = Person.send("GET", "api/health/ready", "", Map.of());
        assertEquals(
                200, ready.status(), () -> "Tutti did not start; the server's log says: " + ServerLog.complaints());
    }

    /**
     * Arquillian starts a Payara for each deployment and tells the one before to stop, but does not wait for it. Meanwhile
     * it has the port and the database.
     */
    static void awaitPredecessor() {
        ProcessHandle.current().children().forEach(child -> {
            try {
                child.onExit().get(2, TimeUnit.MINUTES);
            } catch (InterruptedException | ExecutionException | TimeoutException stays) {
                throw new IllegalStateException("The server of the test before does not stop", stays);
            }
        });
    }
}
