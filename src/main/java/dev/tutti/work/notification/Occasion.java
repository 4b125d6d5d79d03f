package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import dev.tutti.work.task.TaskView;
import java.util.Optional;
import java.util.UUID;

/** Something that somebody did and that concerns another. */
record Occasion(Kind kind, Author author, UUID workspace, String workspaceName, Optional<TaskView> task) {}
