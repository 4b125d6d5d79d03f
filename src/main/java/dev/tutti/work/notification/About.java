package dev.tutti.work.notification;

import dev.tutti.work.chat.MessageView;
import dev.tutti.work.comment.CommentView;
import dev.tutti.work.task.TaskView;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** What a notification is about, if it is not the workspace itself: a task, a message, or a comment on a task. */
record About(
        Optional<UUID> task,
        Optional<String> title,
        Optional<LocalDate> dueOn,
        Optional<UUID> message,
        Optional<String> room,
        Optional<UUID> comment,
        Optional<String> excerpt) {
    static final About WORKSPACE = new About(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Code points of an excerpt: enough to see whether one must look at once. */
    private static final int EXCERPT = 140;

    /** @param host where what it is about goes to */
    static About host(String host) {
        return new About(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(excerpt(host)));
    }

    static About of(TaskView task) {
        return task(task, Optional.empty());
    }

    static About dayOf(TaskView task) {
        return task(task, task.dueOn());
    }

    private static About task(TaskView task, Optional<LocalDate> dueOn) {
        return new About(
                Optional.of(task.id()),
                Optional.of(task.title()),
                dueOn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static About of(MessageView message) {
        return new About(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(message.id()),
                message.room(),
                Optional.empty(),
                message.text().map(About::excerpt));
    }

    static About of(CommentView comment, TaskView task) {
        return new About(
                Optional.of(task.id()),
                Optional.of(task.title()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(comment.id()),
                Optional.of(excerpt(comment.text())));
    }

    /** @return the message or the comment */
    Optional<UUID> said() {
        return message.or(() -> comment);
    }

    private static String excerpt(String text) {
        int length = Math.min(EXCERPT, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }
}
