/**
 * Workspaces and who belongs to them. Every other feature is let in here: holding a {@link
 * dev.tutti.work.workspace.Membership} is being let in. May know accounts and the journal. Start with {@link
 * dev.tutti.work.workspace.Access}.
 */
package dev.tutti.work.workspace;
