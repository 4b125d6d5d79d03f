package dev.tutti.work.announcement;

import java.time.Instant;
import java.util.UUID;

/** An announcement as everybody hears it. */
public record AnnouncementView(UUID id, String text, Instant createdAt) {}
