/**
 * Tasks on a board: a column for each status, each with an order of its own. May know workspaces and the journal. Start
 * with {@link dev.tutti.work.task.Tasks}.
 *
 * <p>The rules that clients fold events by: a task that is created, restored, or given another status by an edit lies
 * last in its column; one that is moved lies behind the task that the event names, or first.
 */
package dev.tutti.work.task;
