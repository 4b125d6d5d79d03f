package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With the settings that OPERATIONS.md names. Whatever order they are in, these tests hold; in this one the minute for which
 * the keys are not fetched again passes while a token ends.
 */
@DisplayName("A token of a real Keycloak")
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {
    /** By how much the clocks of Keycloak and of the server may differ, and as much again for a loaded machine. */
    private static final Duration SKEW = Duration.ofSeconds(60);
    /** After as long the key set is fetched again; and as much again. */
    private static final Duration NEXT_FETCH = Duration.ofSeconds(120);

    private static final Keycloak KEYCLOAK = new Keycloak();

    @Deployment(testable = false)
    static WebArchive war() {
        return KEYCLOAK.trustedBy(ServerIT.war());
    }

    @BeforeAll
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    static void start() {
        ServerIT.isServed();
        KEYCLOAK.starts();
    }

    @AfterAll
    static void stop() {
        KEYCLOAK.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "opens REST and the socket, which goes on with a newer one of the same sign-in; one for others opens nothing")
    void opens() {
        JsonObject signIn = KEYCLOAK.signsIn("board");
        String token = access(signIn);
        JsonObject me = as(token, "GET", "api/auth/me", "").expect(200).json();
        assertEquals("Ada Lovelace", me.getString("name"));
        assertEquals("ada@id.example.org", me.getString("email"));
        String workspace = as(token, "POST", "api/workspaces", "{\"name\":\"Engine\"}")
                .expect(201)
                .id();
        try (Phone phone = dials(token, me)) {
            phone.join(workspace);
            as(token, "POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"From outside\"}")
                    .expect(201);
            assertEquals(
                    me.getString("id"),
                    phone.expect("task:created").getJsonObject("actor").getString("id"));
            assertEquals(
                    "invalid_token",
                    phone.refused(refresh(access(KEYCLOAK.signsIn("board")))).getString("code"));
            phone.say(refresh(access(KEYCLOAK.refreshes("board", signIn))));
            assertTrue(phone.expect("reply").getBoolean("success"));
        }
        refused(access(KEYCLOAK.signsIn("elsewhere")));
        refused(signIn.getString("id_token"));
    }

    @Test
    @Order(2)
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    @DisplayName("ends: its socket is closed with 4001, and REST answers 401")
    void ends() {
        String token = access(KEYCLOAK.signsIn("kiosk"));
        JsonObject me = as(token, "GET", "api/auth/me", "").expect(200).json();
        try (Phone phone = dials(token, me)) {
            phone.expect("auth:expiring");
            JsonObject error = phone.expect("error").getJsonObject("payload");
            assertEquals("invalid_token", error.getString("code"));
            assertEquals(4001, phone.expectClose());
        }
        await(token, 401, 200, SKEW);
        as(token, "GET", "api/auth/me", "").refused(401, "invalid_token");
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(token))) {
            phone.expect("error");
            assertEquals(4001, phone.expectClose());
        }
    }

    @Test
    @Order(3)
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    @DisplayName(
            "is refused when the realm has changed its keys and they were fetched anew; those of the new key are good")
    void otherKeys() {
        String former = access(KEYCLOAK.signsIn("board"));
        JsonObject me = as(former, "GET", "api/auth/me", "").expect(200).json();
        KEYCLOAK.changesKeys();
        String latter = access(KEYCLOAK.signsIn("board"));

        await(latter, 200, 401, NEXT_FETCH);

        dials(latter, me).close();
        refused(former);
        as(latter, "GET", "api/auth/me", "").expect(200);
    }

    private static String access(JsonObject signIn) {
        return signIn.getString("access_token");
    }

    private static String refresh(String token) {
        return "{\"id\":1,\"type\":\"auth:refresh\",\"payload\":{\"token\":\"" + token + "\"}}";
    }

    private static Phone dials(String token, JsonObject me) {
        Phone phone = Phone.dials(Phone.Handshake.bearer(token));
        JsonObject connected = phone.expect("connected").getJsonObject("payload");
        assertEquals(me.getString("id"), connected.getString("userId"));
        return phone;
    }

    private static void refused(String token) {
        as(token, "GET", "api/auth/me", "").refused(401, "invalid_token");
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(token))) {
            phone.expect("error");
            assertEquals(4002, phone.expectClose());
        }
    }

    /** Waits until the token is answered with one status; as long as it is not, it must be with the other. */
    private static void await(String token, int wanted, int meanwhile, Duration patience) {
        Instant end = Instant.now().plus(patience);
        Answer answer = as(token, "GET", "api/auth/me", "");
        while (answer.status() != wanted) {
            answer.expect(meanwhile);
            assertTrue(Instant.now().isBefore(end), "still " + meanwhile + " after " + patience);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            answer = as(token, "GET", "api/auth/me", "");
        }
    }

    private static Answer as(String token, String method, String path, String body) {
        return Person.send(method, path, body, Map.of("Authorization", "Bearer " + token));
    }
}
