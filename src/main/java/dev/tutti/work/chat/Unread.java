package dev.tutti.work.chat;

import java.util.List;

/**
 * What somebody has not read in a workspace.
 *
 * @param unread the sum of all conversations
 * @param items the conversations, the one that was last talked in first
 */
public record Unread(long unread, List<ConversationView> items) {
    static Unread in(List<ConversationView> conversations) {
        return new Unread(
                conversations.stream().mapToLong(ConversationView::unread).sum(), conversations);
    }
}
