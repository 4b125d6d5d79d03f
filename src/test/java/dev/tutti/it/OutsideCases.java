package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tokens of an outside identity provider open, whatever they are signed with. */
interface OutsideCases {
    IdentityProvider provider();

    @Test
    @DisplayName("gives whom it is first seen for an account, the same one over every transport and ever after")
    default void firstSeen() {
        String subject = "ada-" + UUID.randomUUID();
        String email = subject + "@example.org";
        String token = provider().token(subject, t -> t.claim("email", email).claim("email_verified", true));

        JsonObject me = as(token, "GET", "api/auth/me", "").expect(200).json();
        assertEquals("Outside " + subject, me.getString("name"));
        assertEquals(email, me.getString("email"));
        String another = provider().token(subject);
        assertEquals(
                me.getString("id"),
                as(another, "GET", "api/auth/me", "").expect(200).id());
        assertNotEquals(
                me.getString("id"),
                as(provider().token("bob-" + subject), "GET", "api/auth/me", "")
                        .expect(200)
                        .id());
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(another))) {
            JsonObject connected = phone.expect("connected").getJsonObject("payload");
            assertEquals(me.getString("id"), connected.getString("userId"));
        }
        String ticket =
                as(another, "POST", "api/auth/ticket", "").expect(201).json().getString("ticket");
        Person.send("GET", "api/notifications/events?ticket=" + ticket, "", Map.of())
                .expect(200);
    }

    @Test
    @DisplayName("opens what its people make, to them and to people with accounts of our own")
    default void works() {
        String token = provider().token("ada-" + UUID.randomUUID());
        Person bob = Person.registers("Bob");
        String workspace = as(token, "POST", "api/workspaces", "{\"name\":\"Engine\"}")
                .expect(201)
                .id();
        as(
                        token,
                        "POST",
                        "api/workspaces/" + workspace + "/members",
                        "{\"userId\":\"" + bob.id + "\",\"role\":\"member\"}")
                .expect(201);
        try (Phone phone = Phone.joins(bob, workspace)) {
            as(token, "POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"From outside\"}")
                    .expect(201);
            phone.expect("task:created");
        }
    }

    @Test
    @DisplayName("confines its holder to the tenant that it names, over every transport")
    default void tenants() {
        String subject = "ada-" + UUID.randomUUID();
        String acme = provider().token(subject, t -> t.claim("tenantId", "acme"));
        String globex = provider().token(subject, t -> t.claim("tenantId", "globex"));
        String workspace = as(acme, "POST", "api/workspaces", "{\"name\":\"Engine\"}")
                .expect(201)
                .id();

        as(acme, "GET", "api/workspaces/" + workspace, "").expect(200);
        as(globex, "GET", "api/workspaces/" + workspace, "").refused(404, "not_found");
        as(globex, "GET", "api/workspaces/" + workspace + "/events", "").refused(404, "not_found");
        as(globex, "POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"T\"}")
                .refused(404, "not_found");
        assertTrue(as(globex, "GET", "api/workspaces", "")
                .expect(200)
                .json()
                .getJsonArray("items")
                .isEmpty());
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(globex))) {
            phone.expect("connected");
            JsonObject error = phone.refused(
                    "{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}");
            assertEquals("not_found", error.getString("code"));
        }
    }

    @Test
    @DisplayName("is refused where it is another issuer's, for another audience, or out of time (B4, B7)")
    default void otherClaims() {
        String subject = "ada-" + UUID.randomUUID();
        refused(provider().token(subject, t -> t.issuer("https://id.example.org.evil")), 4002);
        refused(provider().token(subject, t -> t.claim("aud", "another")), 4002);
        refused(
                provider()
                        .token(
                                subject,
                                t -> t.expiration(Date.from(Instant.now().minusSeconds(60)))),
                4001);
        refused(provider().token(subject, t -> t.expiration(null)), 4002);
        refused(provider().token("", t -> t), 4002);
    }

    @Test
    @DisplayName("is refused where somebody else has signed it; invented keys do not make us ask for each (B3, B19)")
    default void otherKeys() {
        String subject = "ada-" + UUID.randomUUID();
        as(provider().token(subject), "GET", "api/auth/me", "").expect(200);
        refused(provider().forged(subject), 4002);
        int before = provider().fetches();
        for (int i = 0; i < 10; i++) {
            refused(provider().ofKey("invented-" + i, subject), 4002);
        }
        assertTrue(provider().fetches() <= before + 1, provider().fetches() + " fetches");
        as(provider().token(subject), "GET", "api/auth/me", "").expect(200);
    }

    private static void refused(String token, int code) {
        as(token, "GET", "api/auth/me", "").refused(401, "invalid_token");
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(token))) {
            phone.expect("error");
            assertEquals(code, phone.expectClose());
        }
    }

    private static Answer as(String token, String method, String path, String body) {
        return Person.send(method, path, body, Map.of("Authorization", "Bearer " + token));
    }
}
