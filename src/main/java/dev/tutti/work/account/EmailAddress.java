package dev.tutti.work.account;

import java.util.Locale;
import java.util.Optional;

/** The shape of an address. Whether it exists only a message to it could tell. */
final class EmailAddress {
    static final int MAX_LENGTH = 254;

    /** Something, an at sign, and a domain without empty labels: what every mail system agrees on. */
    static final String SHAPE = "\\s*[^\\s@<>\"]+@[^\\s@<>\".]+(\\.[^\\s@<>\".]+)*\\s*";

    private EmailAddress() {}

    /** @return the address in the one form in which it is kept and compared; empty when it is none */
    static Optional<String> normal(String address) {
        String normal = normalised(address);
        return normal.length() <= MAX_LENGTH && normal.matches(SHAPE) ? Optional.of(normal) : Optional.empty();
    }

    /** @return the same for an address that Bean Validation has let through */
    static String normalised(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
