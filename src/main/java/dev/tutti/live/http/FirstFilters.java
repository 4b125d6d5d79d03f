package dev.tutti.live.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds {@link Entrance} before all other filters, some of which answer by themselves. Annotated filters have no order; nor
 * have several that are added here: Payara puts each before the last.
 */
public class FirstFilters implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        FilterRegistration.Dynamic entrance = context.addFilter("entrance", Entrance.class);
        entrance.setAsyncSupported(true);
        entrance.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
}
