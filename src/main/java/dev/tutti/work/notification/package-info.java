/**
 * What people are told because somebody did something that concerns them, or because it is time. It hears the facts of
 * the other features inside their transactions, and none of them knows of it. May know tasks, what is said and who
 * watches, workspaces and the journal. Start with {@link dev.tutti.work.notification.Occasions}.
 */
package dev.tutti.work.notification;
