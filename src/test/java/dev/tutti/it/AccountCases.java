package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How people come and go over HTTP. */
interface AccountCases {
    @Test
    @DisplayName("E18: of those who register one address at once, one gets the account and the others conflict")
    default void sameAddress() {
        String name = UUID.randomUUID().toString();
        List<String> spellings = List.of(name + "@example.org", name + "@EXAMPLE.org");
        List<String> bodies = spellings.stream()
                .map("{\"email\":\"%s\",\"name\":\"N\",\"password\":\"12345678\"}"::formatted)
                .toList();

        assertEquals(
                List.of(201, 409, 409, 409),
                RestIT.statuses(RestIT.atOnce(4, i -> () -> call("register", bodies.get(i % 2)))));
        call("register", bodies.get(0)).refused(409, "conflict");
    }

    @Test
    @DisplayName("E10: a wrong password and an address that nobody has are refused in the same words")
    default void enumeration() {
        Person ada = Person.registers("Ada");
        Answer wrong = login(ada.email, "not the password");
        Answer unknown = login("nobody-" + UUID.randomUUID() + "@example.org", "not the password");

        wrong.refused(401, "invalid_token");
        unknown.refused(401, "invalid_token");
        assertEquals(unknown.response().body(), wrong.response().body());
        assertEquals(
                unknown.response().headers().map().keySet(),
                wrong.response().headers().map().keySet());
        assertEquals(
                ada.id,
                login(" " + ada.email.toUpperCase() + " ", Person.PASSWORD)
                        .expect(200)
                        .json()
                        .getJsonObject("user")
                        .getString("id"));
    }

    @Test
    @DisplayName("B8: a refresh token or a ticket is no access token, and an access token renews nothing")
    default void eachTokenForItsUse() {
        Person ada = Person.registers("Ada");
        String ticket = ada.post("api/auth/ticket", "").expect(201).json().getString("ticket");

        me(ada.token).expect(200);
        for (String token : List.of(ada.refreshToken, ticket, "", "x", ada.token + "x")) {
            Answer refused = me(token).refused(401, "invalid_token");
            assertEquals(Optional.of("Bearer"), refused.header("WWW-Authenticate"));
        }
        refresh(ada.token).refused(401, "invalid_token");
        Person.send("GET", "api/auth/me?token=" + ada.token, "", Map.of()).refused(401, "invalid_token");
    }

    @Test
    @DisplayName("B18: a refresh token gives its one successor, twice too if at once; later its reuse ends the sign-in")
    default void rotation() {
        Person ada = Person.registers("Ada");
        Person elsewhere = ada.signsIn();
        JsonObject second = refresh(ada.refreshToken).expect(200).json();
        JsonObject again = refresh(ada.refreshToken).expect(200).json();
        assertNotEquals(ada.refreshToken, second.getString("refreshToken"));
        assertEquals(second.getString("refreshToken"), again.getString("refreshToken"));

        JsonObject third = refresh(second.getString("refreshToken")).expect(200).json();
        me(third.getString("accessToken")).expect(200);
        refresh(ada.refreshToken).refused(401, "invalid_token");
        refresh(third.getString("refreshToken")).refused(401, "invalid_token");
        me(third.getString("accessToken")).refused(401, "invalid_token");
        me(elsewhere.token).expect(200);
    }

    @Test
    @DisplayName("ends one sign-in at logout, and every one at logout-all, for REST at once")
    default void logout() {
        Person ada = Person.registers("Ada");
        Person phone = ada.signsIn();
        Person tablet = ada.signsIn();
        String leave = "{\"refreshToken\":\"" + phone.refreshToken + "\"}";
        call("logout", leave).expect(204);
        call("logout", leave).expect(204);

        me(phone.token).refused(401, "invalid_token");
        refresh(phone.refreshToken).refused(401, "invalid_token");
        me(tablet.token).expect(200);
        tablet.post("api/auth/logout-all", "").expect(204);
        for (Person there : List.of(ada, tablet)) {
            me(there.token).refused(401, "invalid_token");
            refresh(there.refreshToken).refused(401, "invalid_token");
        }
        me(ada.signsIn().token).expect(200);
    }

    @Test
    @DisplayName("gives the access token as a cookie to who asks, which no script reads and no REST call is let in by")
    default void cookie() {
        Person ada = Person.registers("Ada");
        String body = "{\"email\":\"%s\",\"password\":\"%s\"%s}";
        assertEquals(
                Optional.empty(),
                call("login", body.formatted(ada.email, Person.PASSWORD, "")).header("Set-Cookie"));
        Answer login = call("login", body.formatted(ada.email, Person.PASSWORD, ",\"cookie\":true"))
                .expect(200);
        String cookie = login.header("Set-Cookie").orElseThrow();

        String token = login.json().getString("accessToken");
        assertTrue(cookie.startsWith("wsToken=" + token + "; Path=/tutti; Max-Age="), cookie);
        assertTrue(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"), cookie);
        assertEquals(Optional.of("no-store"), login.header("Cache-Control"));
        Person.send("GET", "api/auth/me", "", Map.of("Cookie", "wsToken=" + token))
                .refused(401, "invalid_token");
        String cleared = ada.post("api/auth/logout-all", "")
                .expect(204)
                .header("Set-Cookie")
                .orElseThrow();
        assertTrue(cleared.startsWith("wsToken=; Path=/tutti; Max-Age=0"), cleared);
    }

    @Test
    @DisplayName("shows people themselves, without anything of their password, and lets them change their name")
    default void me() {
        Person ada = Person.registers("Ada");
        ada.patch("api/auth/me", "{\"name\":\"Ada L.\",\"avatarUrl\":\"https://example.org/a.png\"}")
                .expect(200);
        ada.patch("api/auth/me", "{}").expect(200);
        JsonObject shown = ada.get("api/auth/me").expect(200).json();

        assertEquals(Set.of("id", "email", "name", "avatarUrl", "administrator", "version"), shown.keySet());
        assertEquals("Ada L.", shown.getString("name"));
        assertEquals(Optional.of("\"2\""), ada.get("api/auth/me").header("ETag"));
        ada.as("PATCH", "api/auth/me", "{\"name\":\"Eve\"}", Map.of("If-Match", "\"1\""))
                .refused(412, "stale_version");
        ada.patch("api/auth/me", "{\"avatarUrl\":\"\"}").expect(200);
        assertTrue(ada.get("api/auth/me").json().isNull("avatarUrl"));
        assertFalse(ada.signsIn().token.isEmpty());
    }

    private static Answer call(String what, String body) {
        return Person.send("POST", "api/auth/" + what, body, Map.of());
    }

    private static Answer login(String email, String password) {
        return call("login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private static Answer refresh(String token) {
        return call("refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private static Answer me(String token) {
        return Person.send("GET", "api/auth/me", "", Map.of("Authorization", "Bearer " + token));
    }
}
