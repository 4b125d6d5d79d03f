package dev.tutti.journal;

/**
 * What a write answers with: the thing as it now is, and the position of the entry that tells of it. A reader that has
 * reached the position has seen the write.
 */
public record Written<T>(T value, Position position) {}
