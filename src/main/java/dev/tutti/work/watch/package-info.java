/**
 * Who follows what becomes of a task. May know tasks and what is said of them, workspaces and the journal. Start with
 * {@link dev.tutti.work.watch.Watches}.
 */
package dev.tutti.work.watch;
