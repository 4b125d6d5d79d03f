/**
 * What happens in a workspace, told to other systems: each entry of its journal is posted to the addresses that its
 * administrators have named, in order, until it was taken. May know workspaces. {@link dev.tutti.work.webhook.Webhooks}
 * is what can be done with one; {@link dev.tutti.work.webhook.Courier} goes round.
 */
package dev.tutti.work.webhook;
