package dev.tutti.work.notification;

import dev.tutti.base.page.Page;
import java.util.List;
import java.util.Optional;

/**
 * A part of a person's notifications, and how far they have read.
 *
 * @param items the newest first
 * @param next what to send as {@code after} for the part that follows; empty at the end
 * @param unread how many of all of them are not read
 * @param upTo those with a greater number are not
 */
public record NotificationPage(List<NotificationView> items, Optional<String> next, long unread, long upTo) {
    static NotificationPage of(Page<NotificationView> page, ReadState read) {
        return new NotificationPage(page.items(), page.next(), read.unread(), read.upTo());
    }
}
