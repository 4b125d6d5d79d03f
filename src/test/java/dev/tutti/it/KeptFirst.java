package dev.tutti.it;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/** Lets those test classes that want the {@link KeptDeployment} run before those that would end it; what {@code @Order} says goes before. */
public final class KeptFirst implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparingInt(KeptFirst::order)
                        .thenComparing(tests -> !KeptDeployment.isFor(tests.getTestClass())));
    }

    private static int order(ClassDescriptor tests) {
        return tests.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
    }
}
