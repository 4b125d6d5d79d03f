/**
 * What the administrators of the server tell everybody. May know accounts. Start with {@link
 * dev.tutti.work.announcement.Announcements}.
 */
package dev.tutti.work.announcement;
