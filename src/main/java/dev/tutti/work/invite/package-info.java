/**
 * How people are brought into a workspace who are not in it yet: by a code, in a link or a mail. May know workspaces and
 * accounts. Start with {@link dev.tutti.work.invite.Invites}.
 */
package dev.tutti.work.invite;
