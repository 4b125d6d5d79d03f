/**
 * Conversations: a workspace's main one, and one for each room that somebody names. May know what is said anywhere,
 * workspaces and the journal. Start with {@link dev.tutti.work.chat.Messages}; what is unread is for {@link
 * dev.tutti.work.chat.Conversations}.
 */
package dev.tutti.work.chat;
