package dev.tutti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.Open;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The mark for writes that may be tried again")
class SafeToRetryTest {
    /**
     * What gives out tokens and codes, of which no copy may be kept; signing out, which may be done twice; commands, which
     * take their key from the message and then once for all transports; and a look, which changes nothing.
     */
    private static final Set<String> EXEMPT = Set.of(
            "AuthResource.register",
            "AuthResource.login",
            "AuthResource.refresh",
            "AuthResource.logout",
            "AuthResource.logoutAll",
            "AuthResource.logoutOthers",
            "AuthResource.ticket",
            "CheckupResource.look",
            "CommandResource.perform",
            "InviteResource.make",
            "KeyResource.make",
            "WebhookResource.changeSecret",
            "WebhookResource.make");

    private final List<Method> writes = Calls.classes()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(SafeToRetryTest::writes)
            .toList();

    @Test
    @DisplayName("is on every call that writes, but on none that gives out tokens")
    void everyWrite() {
        assertEquals(
                new TreeSet<>(EXEMPT),
                writes.stream()
                        .filter(method -> !isMarked(method))
                        .map(SafeToRetryTest::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @DisplayName("is only where there is a caller, and a Response that can be kept")
    void usable() {
        assertEquals(
                List.of(),
                writes.stream()
                        .filter(SafeToRetryTest::isMarked)
                        .filter(method -> method.getReturnType() != Response.class
                                || method.isAnnotationPresent(Open.class)
                                || method.getDeclaringClass().isAnnotationPresent(Open.class))
                        .map(SafeToRetryTest::name)
                        .toList());
    }

    private static boolean isMarked(Method method) {
        return method.isAnnotationPresent(SafeToRetry.class)
                || method.getDeclaringClass().isAnnotationPresent(SafeToRetry.class);
    }

    private static boolean writes(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .anyMatch(verb -> verb != null && !verb.value().equals("GET"));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
