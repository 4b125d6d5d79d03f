package dev.tutti.base.edit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("IfMatchFilter")
class IfMatchFilterTest {
    /** A resource whose changes can say which version they are of, but for one. */
    static class Things {
        void change(@HeaderParam("If-Match") String match, String thing) {}

        void leave(String thing) {}
    }

    @Test
    @DisplayName(
            "E5: where the setting asks for it, a change without a version is refused with 428, and says what to do")
    void required() {
        for (String method : new String[] {"PATCH", "DELETE"}) {
            Problem.Invalid refused = assertThrows(Problem.Invalid.class, () -> ask("true", method, "change", null));

            assertEquals(ErrorCode.PRECONDITION_REQUIRED, refused.code());
            assertEquals(428, refused.code().status());
            assertTrue(refused.getMessage().startsWith("Send If-Match"), refused.getMessage());
        }
    }

    @Test
    @DisplayName("E5: any version that is named will do, and so do calls that know none, moves and readings")
    void passes() {
        assertDoesNotThrow(() -> ask("true", "PATCH", "change", "\"3\""));
        assertDoesNotThrow(() -> ask("true", "DELETE", "change", "*"));
        assertDoesNotThrow(() -> ask("true", "DELETE", "leave", null));
        assertDoesNotThrow(() -> ask("true", "POST", "change", null));
        assertDoesNotThrow(() -> ask("true", "GET", "leave", null));
    }

    @Test
    @DisplayName("E5: otherwise a change without a version is unconditional")
    void notRequired() {
        assertDoesNotThrow(() -> ask("false", "PATCH", "change", null));
    }

    private static void ask(String setting, String method, String name, String match) {
        IfMatchFilter filter = new IfMatchFilter();
        filter.settings = ChosenSettings.of("TUTTI_REQUIRE_IF_MATCH", setting);
        filter.resource = answering(ResourceInfo.class, "getResourceMethod", method(name));
        filter.filter((ContainerRequestContext) Proxy.newProxyInstance(
                IfMatchFilterTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, asked, arguments) -> switch (asked.getName()) {
                    case "getMethod" -> method;
                    case "getHeaderString" -> arguments[0].equals("If-Match") ? match : null;
                    default -> throw new UnsupportedOperationException(asked.getName());
                }));
    }

    private static Method method(String name) {
        return Arrays.stream(Things.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T answering(Class<T> type, String question, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                IfMatchFilterTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, asked, arguments) -> {
                    assertEquals(question, asked.getName());
                    return answer;
                }));
    }
}
