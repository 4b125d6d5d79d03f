package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import java.util.UUID;

/** Something that somebody did and that concerns another. */
record Occasion(Kind kind, Author author, UUID workspace, String workspaceName, About about) {}
