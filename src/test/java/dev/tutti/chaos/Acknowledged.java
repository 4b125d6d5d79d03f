package dev.tutti.chaos;

/**
 * A write that was answered with success.
 *
 * @param text which no other write has
 * @param seq the number of its entry, as it was answered
 * @param begun when it was sent first, by {@link System#nanoTime}
 * @param answered when the answer was there
 * @param tries how often it was sent until then
 */
record Acknowledged(String writer, String text, long seq, long begun, long answered, int tries) {}
