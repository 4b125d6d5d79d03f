/**
 * The searches for tasks that a person keeps under a name, for themselves. May know tasks, workspaces and the journal.
 * Start with {@link dev.tutti.work.filter.Filters}.
 */
package dev.tutti.work.filter;
