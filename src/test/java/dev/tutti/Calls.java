package dev.tutti;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The calls that the REST API takes, as the code has them. */
public final class Calls {
    private Calls() {}

    /** Read once for all tests: it takes a minute where the machine is busy. */
    private static final class Code {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.tutti");
    }

    /** @return every method of every resource, like {@code GET workspaces/{workspace}} */
    public static Set<String> declared() {
        return new TreeSet<>(methods().keySet());
    }

    /** @return the methods of the resources by their calls */
    public static Map<String, Method> methods() {
        Map<String, Method> methods = new TreeMap<>();
        classes()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .forEach(method -> declared(method).forEach(call -> methods.put(call, method)));
        return methods;
    }

    /** @return all classes of the application, without its tests */
    public static Stream<JavaClass> classes() {
        return Code.CLASSES.stream();
    }

    private static Stream<String> declared(Method method) {
        String list = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path below = method.getAnnotation(Path.class);
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> verb.value() + " " + list + (below == null ? "" : "/" + below.value()));
    }
}
