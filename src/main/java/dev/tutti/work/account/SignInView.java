package dev.tutti.work.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A sign-in as it is shown to its owner and to administrators: none of its tokens.
 *
 * @param usedAt when it was last renewed, and so within the life of an access token of when it was last used
 * @param userAgent what it was made with, as that called itself
 * @param current whether it is the one by which the list is asked for
 */
public record SignInView(UUID id, Instant createdAt, Instant usedAt, Optional<String> userAgent, boolean current) {}
