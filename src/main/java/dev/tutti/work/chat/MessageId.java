package dev.tutti.work.chat;

import java.util.UUID;

/** Names a message, in the workspace that the caller was let into. */
public record MessageId(UUID workspace, UUID id) {}
