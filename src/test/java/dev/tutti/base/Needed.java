package dev.tutti.base;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a test needs and a machine may lack. The test is skipped there, for all to see; with {@code TUTTI_TESTS_WHOLE=true}
 * nothing may be skipped, and it fails.
 */
public final class Needed {
    private Needed() {}

    /** @param why there is no test otherwise */
    public static void here(boolean present, String why) {
        assertTrue(present || !isWhole(), why);
        assumeTrue(present, why);
    }

    /** @return whether every test has to run */
    public static boolean isWhole() {
        return "true".equals(System.getenv("TUTTI_TESTS_WHOLE"));
    }
}
