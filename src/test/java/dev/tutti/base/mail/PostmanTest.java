package dev.tutti.base.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.database.ScratchDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A letter")
class PostmanTest {
    private static final Letter LETTER = new Letter("bob@example.org", "Ada invites you to Fähre 🚢", "Grüße,\nAda");

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ScratchDatabase database = new ScratchDatabase();
    private final ManualClock clock = new ManualClock();
    private final Postman postman = new Postman();
    private Settings settings = ChosenSettings.of();

    /** The box, with a transaction for each call, as in the server. */
    private final Postbox box = new Postbox() {
        @Override
        public void post(Letter letter) {
            transacted(it -> {
                it.post(letter);
                return letter;
            });
        }

        @Override
        Optional<DueLetter> take() {
            return transacted(Postbox::take);
        }

        @Override
        void forget(UUID letter) {
            transacted(it -> {
                it.forget(letter);
                return letter;
            });
        }
    };

    @AfterEach
    void stop() {
        mailServer.stop();
        database.close();
    }

    @Test
    @DisplayName("that was posted arrives as it was written, and once")
    void arrives() throws Exception {
        open();
        box.post(LETTER);
        postman.round();
        clock.advance(Duration.ofDays(1));
        postman.round();

        MimeMessage[] received = mailServer.getReceivedMessages();
        assertEquals(1, received.length);
        assertEquals(LETTER.subject(), received[0].getSubject());
        assertEquals(
                LETTER.body(),
                received[0].getContent().toString().replace("\r\n", "\n").strip());
        assertEquals("bob@example.org", received[0].getAllRecipients()[0].toString());
        assertEquals("tutti@example.org", received[0].getFrom()[0].toString());
    }

    @Test
    @DisplayName("posted in a transaction that does not commit was never there")
    void rolledBack() {
        open();
        assertThrows(
                IllegalStateException.class,
                () -> transacted(it -> {
                    it.post(LETTER);
                    throw new IllegalStateException("the use case failed");
                }));
        postman.round();

        assertEquals(0, mailServer.getReceivedMessages().length);
    }

    @Test
    @DisplayName("that the mail server does not take is tried again after pauses that grow, and arrives when it does")
    void triedAgain() {
        open();
        mailServer.stop();
        box.post(LETTER);
        postman.round();
        assertEquals(Optional.empty(), box.take());
        clock.advance(Duration.ofMinutes(1));
        postman.round();
        open();
        clock.advance(Duration.ofMinutes(1));
        postman.round();
        assertEquals(0, mailServer.getReceivedMessages().length, "the second pause is longer");
        clock.advance(Duration.ofMinutes(1));
        postman.round();

        assertEquals(1, mailServer.getReceivedMessages().length);
    }

    @Test
    @DisplayName("that is never taken is given up after twelve tries over a day")
    void givenUp() {
        open();
        mailServer.stop();
        box.post(LETTER);
        for (int i = 0; i < Postbox.TRIES; i++) {
            assertFalse(isEmpty(), "try " + i);
            postman.round();
            clock.advance(Postbox.pauseAfter(i));
        }

        assertTrue(isEmpty());
    }

    @Test
    @DisplayName("goes to one of those who empty the box at the same time")
    void oneTaker() {
        open();
        box.post(LETTER);
        List<Optional<DueLetter>> taken = new ArrayList<>();
        taken.add(box.take());
        taken.add(box.take());

        assertEquals(1, taken.stream().flatMap(Optional::stream).count());
    }

    @Test
    @DisplayName("goes nowhere when no mail server is named, and to none without encryption unless that is asked for")
    void offByDefault() {
        assertFalse(Letterbox.of(null, ChosenSettings.of(), clock).isOpen());
        mailServer.start();
        settings = settings("starttls");
        wire();
        box.post(LETTER);
        postman.round();

        assertEquals(0, mailServer.getReceivedMessages().length);
    }

    private void open() {
        mailServer.start();
        settings = settings("none");
        wire();
    }

    private void wire() {
        MailServer server = new MailServer();
        server.settings = settings;
        server.clock = clock;
        postman.box = box;
        postman.server = server;
    }

    private Settings settings(String security) {
        return ChosenSettings.of(
                "TUTTI_MAIL_HOST",
                "127.0.0.1",
                "TUTTI_MAIL_PORT",
                Integer.toString(mailServer.getSmtp().getPort()),
                "TUTTI_MAIL_SECURITY",
                security,
                "TUTTI_MAIL_FROM",
                "tutti@example.org");
    }

    private boolean isEmpty() {
        return database.inTransaction(em ->
                em.createQuery("select l from DueLetter l").getResultList().isEmpty());
    }

    private <T> T transacted(Function<Postbox, T> work) {
        return database.inTransaction(em -> work.apply(Letterbox.of(em, settings, clock)));
    }
}
