package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import java.util.UUID;

/** Something that somebody did and that concerns another; or that nobody did, and it is time. */
record Occasion(Kind kind, Author author, UUID workspace, String workspaceName, About about) {}
