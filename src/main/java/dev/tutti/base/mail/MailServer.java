package dev.tutti.base.mail;

import dev.tutti.base.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/** The mail server that the settings name, by Jakarta Mail, which both servers bring. */
@ApplicationScoped
class MailServer {
    /** How long it may take to connect, to answer and to take what we write, each in milliseconds. */
    private static final String PATIENCE_MILLIS = "10000";

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** It did not take the letter. The message is the kind of failure alone. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(MessagingException cause) {
            super(cause.getClass().getSimpleName());
        }
    }

    /** @throws Refused when the letter has not been taken, for whatever reason */
    void send(Letter letter) throws Refused {
        Settings.Mail mail = settings.mail();
        try {
            Session session = Session.getInstance(properties(mail));
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(mail.from()));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to()));
            message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            message.setText(letter.body(), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            if (mail.user().isPresent()) {
                Transport.send(message, mail.user().get(), mail.password().orElse(""));
            } else {
                Transport.send(message);
            }
        } catch (MessagingException failure) {
            throw new Refused(failure);
        }
    }

    private static Properties properties(Settings.Mail mail) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", mail.host().orElseThrow());
        properties.put("mail.smtp.port", Integer.toString(mail.port()));
        properties.put("mail.smtp.auth", Boolean.toString(mail.user().isPresent()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
        // Required, where it is asked for: a server that offers no encryption gets no letter.
        properties.put(
                "mail.smtp.starttls.required", Boolean.toString(mail.security().equals("starttls")));
        properties.put(
                "mail.smtp.starttls.enable", Boolean.toString(mail.security().equals("starttls")));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(mail.security().equals("tls")));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }
}
