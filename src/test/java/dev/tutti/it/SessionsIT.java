package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Everybody's own sign-ins")
class SessionsIT extends ServerIT {
    private static final String SESSIONS = "api/auth/sessions";

    private final Person ada = Person.registers("Ada");

    @Test
    @DisplayName("are listed with what they were made with, and which of them asks")
    void listed() {
        Person.send("POST", "api/auth/login", ada.login(), Map.of("User-Agent", "Phone/2.0 <b>\u00e9"))
                .expect(200);
        Person.send("POST", "api/auth/login", ada.login(), Map.of("User-Agent", "x".repeat(1_000)))
                .expect(200);

        List<JsonObject> items = sessions(ada);

        assertEquals(3, items.size());
        assertEquals("x".repeat(200), items.get(0).getString("userAgent"));
        assertTrue(items.get(1).getString("userAgent").startsWith("Phone/2.0 <b>"), items.toString());
        assertTrue(items.get(1).getString("userAgent").chars().allMatch(letter -> letter >= ' ' && letter <= '~'));
        assertEquals(
                List.of(false, false, true),
                items.stream().map(one -> one.getBoolean("current")).toList());
        assertEquals(items.get(2).getString("createdAt"), items.get(2).getString("usedAt"));
        JsonObject page = ada.get(SESSIONS + "?limit=2").expect(200).json();
        assertEquals(items.subList(0, 2), page.getJsonArray("items"));
        assertEquals(
                items.subList(2, 3),
                ada.get(SESSIONS + "?limit=2&after=" + page.getString("next"))
                        .expect(200)
                        .json()
                        .getJsonArray("items"));
    }

    @Test
    @DisplayName("end one by one: its token and its connections with it, over every transport, and no other's")
    void ended() {
        Person phone = ada.signsIn();
        String workspace = ada.createsWorkspace("Engine");
        String id = current(phone);
        try (Phone lost = Phone.joins(phone, workspace);
                Radio radio = Radio.listens(phone, workspace);
                Phone here = Phone.connects(ada)) {
            ada.delete(SESSIONS + "/" + id).expect(204);

            lost.expect("session:ended");
            assertEquals(4503, lost.expectClose());
            radio.expect("session:ended");
            assertEquals(4503, radio.expectClose());
            here.expect("session:ended");
            here.expectSilence();
        }
        phone.get("api/auth/me").refused(401, "invalid_token");
        ada.delete(SESSIONS + "/" + id).expect(204);
        assertEquals(1, sessions(ada).size());
    }

    @Test
    @DisplayName("are nobody else's to end, nor to see")
    void others() {
        Person bob = Person.registers("Bob");
        String adas = current(ada);

        bob.delete(SESSIONS + "/" + adas).refused(404, "not_found");
        bob.delete(SESSIONS + "/" + UUID.randomUUID()).refused(404, "not_found");
        assertFalse(sessions(bob).toString().contains(adas));
        ada.get("api/auth/me").expect(200);
    }

    @Test
    @DisplayName("end all but the one that asks")
    void allOthers() {
        Person phone = ada.signsIn();
        Person tablet = ada.signsIn();
        try (Phone first = Phone.connects(ada);
                Phone second = Phone.connects(phone);
                Phone here = Phone.connects(tablet)) {
            tablet.post("api/auth/logout-others", "").expect(204);

            isSignedOut(first);
            isSignedOut(second);
            here.expect("session:ended");
            here.expect("session:ended");
            here.expectSilence();
        }
        assertEquals(
                List.of(current(tablet)),
                sessions(tablet).stream().map(one -> one.getString("id")).toList());
    }

    private static String current(Person person) {
        return sessions(person).stream()
                .filter(one -> one.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    /** It may have heard of the end of sign-ins before its own. */
    private static void isSignedOut(Phone phone) {
        assertEquals(4503, phone.expectEnd());
        assertEquals(
                Set.of("session:ended"),
                phone.rest().stream().map(frame -> frame.getString("type")).collect(Collectors.toSet()));
    }

    private static List<JsonObject> sessions(Person person) {
        return person.get(SESSIONS).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
