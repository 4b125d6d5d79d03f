/**
 * What is said of a task. May know what is said anywhere, tasks, workspaces and the journal. Start with {@link
 * dev.tutti.work.comment.Comments}.
 */
package dev.tutti.work.comment;
