package dev.tutti.ops;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/**
 * Adds {@link Drain} as the last of the listeners, so that it is the first that is told of the end. As a
 * {@code @WebListener} it came before WildFly's own, which closes all sockets: at a redeployment nobody heard
 * {@code shutdown}.
 */
public class DrainFirst implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.addListener(Drain.class);
    }
}
