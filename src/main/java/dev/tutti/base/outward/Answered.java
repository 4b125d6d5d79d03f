package dev.tutti.base.outward;

import java.util.Optional;

/**
 * What the other side said: its status, and when to come back, if it did. The rest is not read.
 *
 * @param retryAfter the header of that name
 */
public record Answered(int status, Optional<String> retryAfter) {}
