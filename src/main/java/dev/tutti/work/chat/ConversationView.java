package dev.tutti.work.chat;

import java.util.Optional;

/**
 * A conversation as one of the members sees it.
 *
 * @param room absent for the main conversation
 * @param upTo how far they have read: a message's number
 * @param unread how many messages of others they have not
 * @param last the last message
 */
public record ConversationView(Optional<String> room, long upTo, long unread, MessageView last) {}
