package dev.tutti.base.mail;

/**
 * A mail to one person, in plain text.
 *
 * @param to an address
 * @param subject one line
 */
public record Letter(String to, String subject, String body) {
    /** Hides all of it: what people write to each other is nothing for a log. */
    @Override
    public String toString() {
        return "Letter[hidden]";
    }
}
