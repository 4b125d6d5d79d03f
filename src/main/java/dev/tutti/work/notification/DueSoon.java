package dev.tutti.work.notification;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.upkeep.Chore;
import dev.tutti.work.task.DueTask;
import dev.tutti.work.task.DueTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the tasks that are due soon, some at a time. A day is a day in UTC: a task is due soon from the set time
 * before its day begins until the end of the day after. What is older than that nobody needs to be told any more.
 */
@ApplicationScoped
class DueSoon implements Chore {
    /** Tasks that are looked up at once. */
    static final int BATCH = 100;

    /** Of so many tasks of a batch it may fail to tell; then it is not about the tasks. */
    private static final int FAULTS = 5;

    /** For so long notices are kept that can be of no use any more but to a node whose clock is behind. */
    private static final int DAYS_KEPT = 7;

    private static final System.Logger LOG = Log.of(DueSoon.class);

    @Inject
    DueTasks tasks;

    @Inject
    Reminders reminders;

    @Inject
    Settings settings;

    @Override
    public void run(Instant now) {
        DueTasks.Days days = new DueTasks.Days(
                day(now).minusDays(1), day(now.plus(settings.notifications().dueSoon())));
        Optional<DueTask> last = Optional.empty();
        List<DueTask> some;
        do {
            some = tasks.untold(days, last, BATCH);
            remind(some);
            last = some.stream().reduce((before, after) -> after);
        } while (some.size() == BATCH);
        forgetBefore(days.first().minusDays(DAYS_KEPT));
    }

    private void remind(List<DueTask> some) {
        int faults = 0;
        for (DueTask due : some) {
            try {
                reminders.remind(due);
            } catch (RuntimeException fault) {
                if (++faults == FAULTS) {
                    throw fault;
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Nobody could be told that a task is due; it is tried again at the next time",
                        fault);
            }
        }
    }

    private void forgetBefore(LocalDate day) {
        while (tasks.forget(day, BATCH) == BATCH) {
            // there may be more
        }
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
