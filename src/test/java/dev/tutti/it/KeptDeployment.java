package dev.tutti.it;

import java.util.Optional;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeClass;

/**
 * Leaves the application where it is between two test classes that want the same: Arquillian would undeploy it after each
 * class, which on Payara Micro is a new server. Classes that deploy something of their own get it out of their way first;
 * {@link KeptFirst} lets them run last.
 */
public final class KeptDeployment implements LoadableExtension {
    /** The name of a deployment that may be kept. */
    static final String KEPT = "kept";

    private static final int FIRST = 1_000;

    private static boolean kept;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Keeper.class);
    }

    /** @return whether these tests want the deployment that is kept */
    static boolean isFor(Class<?> tests) {
        return ServerIT.class.isAssignableFrom(tests);
    }

    /** @return whether it is deployed already */
    static boolean isThere() {
        return kept;
    }

    /** Stands between Arquillian's events and those who act on them. */
    static final class Keeper {
        @Inject
        private Event<UnDeployDeployment> undeploying;

        private Optional<UnDeployDeployment> putOff = Optional.empty();

        void beforeClass(@Observes(precedence = FIRST) BeforeClass event) {
            if (!isFor(event.getTestClass().getJavaClass())) {
                release();
            }
        }

        void deploy(@Observes(precedence = FIRST) EventContext<DeployDeployment> context) {
            if (!mayBeKept(context.getEvent())) {
                context.proceed();
            } else if (!kept) {
                context.proceed();
                kept = true;
            }
        }

        void undeploy(@Observes(precedence = FIRST) EventContext<UnDeployDeployment> context) {
            if (kept && mayBeKept(context.getEvent())) {
                putOff = Optional.of(context.getEvent());
            } else {
                context.proceed();
            }
        }

        void afterSuite(@Observes(precedence = FIRST) AfterSuite event) {
            release();
        }

        private void release() {
            kept = false;
            putOff.ifPresent(undeploying::fire);
            putOff = Optional.empty();
        }

        private static boolean mayBeKept(DeploymentEvent event) {
            return event.getDeployment().getDescription().getName().equals(KEPT);
        }
    }
}
