package dev.tutti.work.account;

import dev.tutti.base.identity.Fingerprint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom somebody says they are, and where they say it from. Kept as fingerprints, for it need only be recognised.
 *
 * @param pair stands for both
 * @param address stands for the place alone
 */
record LoginSource(String pair, String address) {
    /** What one household or server has of an IPv6 address; the rest it chooses as it likes. */
    private static final int NETWORK_BYTES = 8;

    /**
     * @param email whether or not anybody has it
     * @param address the other end of the connection; a proxy's headers are anybody's claim
     */
    static LoginSource of(String email, String address) {
        String place = place(address);
        return new LoginSource(Fingerprint.of(place, EmailAddress.normalised(email)), Fingerprint.of(place));
    }

    private static String place(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // Nothing is looked up for it: what has colons is an address already, and no name.
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException malformed) {
            return address;
        }
    }
}
