/**
 * What happened, in order. All that the writing wing ({@code work}) and the watching wing ({@code live}) share: the first
 * appends to a {@link dev.tutti.journal.Journal} in its own transaction, the second reads the
 * {@link dev.tutti.journal.History}. Knows nothing of either.
 */
package dev.tutti.journal;
