package dev.tutti.base.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of the Internet, or one address of it: {@code 10.0.0.0/8}, {@code 2001:db8::1}.
 *
 * @param bits how many of the first bits of an address all of them have in common
 */
public record Network(InetAddress start, int bits) {
    private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /** @return nothing where it is none */
    public static Optional<Network> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> start = address(parts[0]);
        if (start.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        int most = start.get().getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return Optional.of(new Network(start.get(), most));
        }
        int bits = LENGTH.matcher(parts[1]).matches() ? Integer.parseInt(parts[1]) : -1;
        return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Network(start.get(), bits));
    }

    /** @return the address that the text is; nothing where it is none, and no name is ever looked up */
    public static Optional<InetAddress> address(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        byte[] ours = start.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((theirs[bit / Byte.SIZE] ^ ours[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return start.getHostAddress() + "/" + bits;
    }
}
