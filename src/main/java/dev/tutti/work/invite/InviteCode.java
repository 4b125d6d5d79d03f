package dev.tutti.work.invite;

import java.security.SecureRandom;
import java.util.Base64;

/** What lets somebody in: 160 random bits. */
final class InviteCode {
    /** So that a code is known for one wherever it turns up, and can be blotted out there. */
    static final String PREFIX = "invite_";

    private static final int RANDOM_BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InviteCode() {}

    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
