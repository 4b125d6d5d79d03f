package dev.tutti.work.watch;

import dev.tutti.journal.FactTold;
import dev.tutti.journal.Journals;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import java.util.function.Consumer;

/** The real watches at a desk, for tests of who is told. */
public final class Watching {
    private Watching() {}

    /** @return who hears there of each fact that is told */
    public static Consumer<FactTold> at(Office.Desk desk) {
        return watches(desk)::hear;
    }

    public static Watches watches(Office.Desk desk) {
        Watches watches = new Watches();
        watches.em = desk.em();
        watches.access = desk.access();
        watches.tasks = Team.tasks(desk);
        watches.inboxes = Journals.inboxes(desk.journal());
        return watches;
    }
}
