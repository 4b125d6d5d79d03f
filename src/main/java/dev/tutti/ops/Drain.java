package dev.tutti.ops;

import dev.tutti.live.hub.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;

/**
 * Sees everyone off when the application stops. A servlet listener hears of it before any CDI bean does, and the one
 * that {@link DrainFirst} adds hears of it while the sockets are still open: on both servers at an undeployment, on
 * Payara also when the server stops. WildFly, when it stops, closes the sockets before it tells the application; there
 * only a hook of the virtual machine is early enough, and only mostly, which is why clients take a bare 1001 for the
 * same news.
 */
public class Drain implements ServletContextListener {
    /** Longer than it takes to send a frame to everybody; shorter than a server waits for us. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Inject
    SessionRegistry registry;

    private final Thread hook = new Thread(this::seeOff, "tutti-goodbye");

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        seeOff();
        try {
            // It would keep the class loader of an undeployed application alive.
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException virtualMachineStops) {
            // then the hook is running, and nothing needs to be freed
        }
    }

    private void seeOff() {
        registry.closeAll(PATIENCE);
    }
}
