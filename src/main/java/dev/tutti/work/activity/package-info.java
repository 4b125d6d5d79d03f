/**
 * What has happened, for people to look back at: the journal itself, as far back as it is kept. May know tasks,
 * workspaces and the journal. Start with {@link dev.tutti.work.activity.Activity}.
 */
package dev.tutti.work.activity;
