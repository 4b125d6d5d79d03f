package dev.tutti.journal;

/**
 * That a fact has just been told, for features that have something to add. Observed inside the transaction: what an
 * observer writes commits with the fact, and an observer that fails takes the fact back. What happens after the commit
 * is for observers of {@link Entry}.
 *
 * @param position where the fact stands, if the transaction commits
 */
public record FactTold(StreamId stream, Author author, Fact fact, Position position) {}
