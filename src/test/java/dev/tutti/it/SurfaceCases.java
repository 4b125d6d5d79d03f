package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be reached at all, by which method, and what is heard of the rest. */
interface SurfaceCases {
    Person person();

    String tasks();

    @Test
    @DisplayName("E13: a method that an address does not take is refused with 405 and those that it takes")
    default void methodNotAllowed() {
        Answer answer = person().as("PUT", tasks(), "{}", Map.of()).refused(405, "bad_request");

        Set<String> allowed = new TreeSet<>();
        for (String line : answer.response().headers().allValues("Allow")) {
            allowed.addAll(Set.of(line.split("\\s*,\\s*")));
        }
        assertTrue(allowed.containsAll(Set.of("GET", "POST")), allowed.toString());
        assertFalse(allowed.contains("PUT"), allowed.toString());
        person().delete("api/auth/me").refused(405, "bad_request");
    }

    @Test
    @DisplayName("E13: TRACE is refused and repeats nothing of the request")
    default void trace() {
        for (String path : new String[] {"", "api/health/live", tasks()}) {
            Answer answer =
                    RawRequest.to(path).with("X-Secret", HostileIT.FORGED).send("TRACE");
            assertTrue(answer.status() >= 400 && answer.status() < 502, String.valueOf(answer.status()));
            HostileIT.tellsNothing(answer);
        }
    }

    @Test
    @DisplayName("E13: HEAD answers as GET does, without the body, and lets nobody in whom GET refuses")
    default void head() {
        Answer get = person().get(tasks()).expect(200);
        Answer head = RawRequest.to(tasks()).by(person()).send("HEAD").expect(200);

        assertEquals("", head.response().body());
        assertEquals(get.header("Content-Type"), head.header("Content-Type"));
        RawRequest.to(tasks()).send("HEAD").expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/health/live", "api/workspaces", "api/auth/login", "api"})
    @DisplayName("E13: OPTIONS names the methods at most, and describes no resource")
    default void options(String path) {
        Answer answer = RawRequest.to(path).with("Accept", "*/*").send("OPTIONS");

        assertTrue(answer.status() < 500, String.valueOf(answer.status()));
        assertFalse(
                answer.response().body().contains("<application"),
                answer.response().body());
        HostileIT.tellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/nothing",
                "api/",
                "api/workspaces/not-an-id",
                "api/workspaces/%00",
                "api/workspaces/%0d%0aFORGED-LINE",
                "api/workspaces/00000000-0000-0000-0000-000000000000/nothing"
            })
    @DisplayName("E15, E16: an address that is none is not found, and nothing is told of why")
    default void unknownAddress(String path) {
        Answer answer = person().get(path);

        assertTrue(answer.status() == 404 || answer.status() == 400, answer.toString());
        HostileIT.tellsNothing(answer);
    }

    @Test
    @DisplayName("E15: so is an address beside the API, by the server's own page")
    default void besideTheApi() {
        HostileIT.tellsNothing(RawRequest.to("nothing-FORGED").send("GET").expect(404));
    }

    @Test
    @DisplayName("E15: another form of answer than JSON cannot be had")
    default void notAcceptable() {
        HostileIT.tellsNothing(RawRequest.to(tasks())
                .by(person())
                .with("Accept", "application/xml")
                .send("GET")
                .expect(406));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h2-console",
                "h2-console/login.do",
                "console",
                "api/application.wadl",
                "api/test",
                "WEB-INF/beans.xml",
                "WEB-INF/classes/META-INF/persistence.xml",
                "WEB-INF/classes/db/migration/V1__journal.sql",
                "web-inf/beans.xml",
                "WEB-INF%2fbeans.xml",
                "META-INF/MANIFEST.MF",
                "/h2-console",
                "/management",
                "/asadmin"
            })
    @DisplayName("E19: no console, no test endpoint, no file of ours and no administration is reachable")
    default void nothingElse(String path) {
        int status = RawRequest.to(path).send("GET").status();

        assertTrue(status == 404 || status == 403 || status == 400, path + " answers " + status);
    }

    @Test
    @DisplayName("E16: what stands in a header stays in its line, or the request is refused")
    default void headers() {
        person().as("GET", "api/auth/me", "", Map.of("User-Agent", "x%0d%0a" + HostileIT.FORGED))
                .expect(200);
        person().as("GET", "api/auth/me", "", Map.of("X-Connection-Id", "\t" + HostileIT.FORGED))
                .refused(400, "bad_value");
        person().as("GET", "api/auth/me", "", Map.of("Idempotency-Key", UUID.randomUUID() + "é"))
                .refused(400, "bad_value");
    }
}
