package dev.tutti.work.account;

import dev.tutti.base.identity.Fingerprint;
import dev.tutti.base.limit.Addresses;

/**
 * Whom somebody says they are, and where they say it from. Kept as fingerprints, for it need only be recognised.
 *
 * @param pair stands for both
 * @param address stands for the place alone
 */
record LoginSource(String pair, String address) {
    /**
     * @param email whether or not anybody has it
     * @param address where they are, as {@link Addresses} knows it
     */
    static LoginSource of(String email, String address) {
        String place = Addresses.place(address);
        return new LoginSource(Fingerprint.of(place, EmailAddress.normalised(email)), Fingerprint.of(place));
    }
}
