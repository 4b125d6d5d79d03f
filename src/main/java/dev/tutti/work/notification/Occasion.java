package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import java.util.Set;
import java.util.UUID;

/**
 * Something that somebody did and that concerns another; or that nobody did, and it is time.
 *
 * @param kinds why it concerns them, each reason
 */
record Occasion(Set<Kind> kinds, Author author, UUID workspace, String workspaceName, About about) {}
