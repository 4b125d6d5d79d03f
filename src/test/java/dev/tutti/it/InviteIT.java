package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An invitation, on a server")
class InviteIT extends ServerIT {
    private static final long MAIL_PATIENCE_MILLIS = 15_000;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String invites = "api/workspaces/" + workspace + "/invites";

    @Test
    @DisplayName("is looked at and accepted by whoever has the code, and everybody there sees them come")
    void accepted() {
        Answer made = ada.post(invites, "{\"role\":\"member\"}").expect(201);
        String code = made.json().getString("code");
        assertEquals("no-store", made.header("Cache-Control").orElse(""));
        assertFalse(made.json().getBoolean("mailed"));
        try (Phone phone = Phone.joins(ada, workspace)) {
            JsonObject invitation = bob.get("api/invites/" + code).expect(200).json();
            assertEquals("Engine", invitation.getString("workspaceName"));
            assertFalse(invitation.getBoolean("member"));

            Answer accepted = bob.post("api/invites/" + code + "/accept", "").expect(200);

            JsonObject joined = phone.expect("workspace:member_joined");
            assertEquals(accepted.seq(), joined.getInt("seq"));
            assertEquals(accepted.json(), joined.getJsonObject("payload"));
        }
        bob.createsTask(workspace, "First");
        assertTrue(ada.get(invites).expect(200).json().getJsonArray("items").isEmpty());
    }

    @Test
    @DisplayName("of twenty who accept its one use at once lets in one; the others are told why not (E18)")
    void race() {
        String code =
                ada.post(invites, "{\"role\":\"guest\"}").expect(201).json().getString("code");
        List<Person> racers = IntStream.range(0, 20)
                .mapToObj(i -> Person.registers("Racer" + i))
                .toList();

        List<Answer> answers =
                RestIT.atOnce(racers.size(), i -> () -> racers.get(i).post("api/invites/" + code + "/accept", ""));

        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count());
        answers.stream().filter(answer -> answer.status() != 200).forEach(answer -> answer.refused(409, "conflict"));
    }

    @Test
    @DisplayName("goes to its address by mail, and is for the account with that address")
    void mailed() throws Exception {
        GreenMail mailServer =
                new GreenMail(new ServerSetup(Integer.getInteger("mail.port"), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        try {
            JsonObject made = ada.post(invites, "{\"role\":\"admin\",\"email\":\"" + bob.email + "\"}")
                    .expect(201)
                    .json();
            assertTrue(made.getBoolean("mailed"));
            assertTrue(mailServer.waitForIncomingEmail(MAIL_PATIENCE_MILLIS, 1), "no mail came");
            String mail = mailServer.getReceivedMessages()[0].getContent().toString();
            assertEquals(bob.email, mailServer.getReceivedMessages()[0].getAllRecipients()[0].toString());
            assertTrue(mail.contains(made.getString("code")));
        } finally {
            mailServer.stop();
        }
    }

    @Test
    @DisplayName("that is for somebody else, unknown or taken back lets nobody in")
    void refused() {
        Person eve = Person.registers("Eve");
        JsonObject forBob =
                ada.post(invites, "{\"role\":\"guest\",\"uses\":0}").expect(201).json();
        String accept = "api/invites/" + forBob.getString("code") + "/accept";
        bob.post(accept, "").expect(200);
        ada.delete(invites + "/" + forBob.getJsonObject("invite").getString("id"))
                .expect(204);

        eve.post(accept, "").refused(404, "not_found");
        eve.get("api/invites/invite_madeup").refused(404, "not_found");
        ada.delete(invites + "/" + forBob.getJsonObject("invite").getString("id"))
                .refused(404, "not_found");
        ada.post(invites, "{\"role\":\"owner\"}").refused(400, "bad_request");
        ada.post(invites, "{\"role\":\"guest\",\"uses\":-1}").refused(400, "bad_request");
        ada.post(invites, "{\"role\":\"guest\",\"email\":\"x@y\\r\\nBcc: z@y\"}")
                .refused(400, "bad_request");
        bob.post(invites, "{\"role\":\"guest\"}").refused(403, "forbidden");
    }
}
