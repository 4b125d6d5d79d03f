/**
 * What other systems tell a workspace, or one of its members, in words of their own. May know workspaces. Start with
 * {@link dev.tutti.work.event.Events}.
 */
package dev.tutti.work.event;
