package dev.tutti.base.idempotency;

/**
 * What came of an attempt.
 *
 * @param replayed whether the write was carried out before, and this only tells its reply again
 */
public record Outcome(Reply reply, boolean replayed) {}
