package dev.tutti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.identity.OpenToKeys;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The mark for what an integration key opens")
class OpenToKeysTest {
    /** Whoever adds to it decides that another system may do so without any person. */
    private static final String MARKED = """
            CommentResource.find read
            CommentResource.list read
            EventResource.publish events:write
            ExportResource.write read
            MemberResource.find read
            MemberResource.list read
            MessageResource.find read
            MessageResource.list read
            PresenceResource.show read
            SnapshotResource.take read
            TaskActivityResource.list read
            TaskResource.create tasks:write
            TaskResource.edit tasks:write
            TaskResource.find read
            TaskResource.list read
            TaskResource.move tasks:write
            TaskResource.restore tasks:write
            TaskResource.trash tasks:write
            WorkspaceActivityResource.list read
            WorkspaceResource.find read""";

    @Test
    @DisplayName("is on these calls and on no other")
    void marked() {
        assertEquals(
                MARKED,
                Calls.classes()
                        .flatMap(type -> Stream.of(type.reflect().getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(OpenToKeys.class))
                        .map(OpenToKeysTest::line)
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    private static String line(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + " "
                + method.getAnnotation(OpenToKeys.class).value().wire();
    }
}
