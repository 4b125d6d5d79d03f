package dev.tutti.live.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds {@link PageFilter}, {@link RequestFilter}, {@link CrossOriginFilter} and {@link AddressFilter}, in this order, before
 * all other filters. Some of these and of those answer by themselves, and what they answer is to have the headers of those
 * before them. Annotated filters have no order.
 */
public class FirstFilters implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        add(context, "page", PageFilter.class, "/*");
        add(context, "request", RequestFilter.class, "/api/*", "/ws");
        add(context, "cross-origin", CrossOriginFilter.class, "/api/*");
        add(context, "address", AddressFilter.class, "/api/*", "/ws");
    }

    private static void add(ServletContext context, String name, Class<? extends Filter> type, String... patterns) {
        FilterRegistration.Dynamic filter = context.addFilter(name, type);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, patterns);
    }
}
