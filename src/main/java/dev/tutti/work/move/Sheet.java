package dev.tutti.work.move;

import dev.tutti.work.task.TaskView;
import java.io.IOException;
import java.util.List;

/** A file that is being written. It gets the parts in this order, some at a time. */
interface Sheet {
    void begin(Cover cover) throws IOException;

    void tasks(List<TaskView> some) throws IOException;

    /** @param list what it is a list of, for example {@code comments} */
    void said(String list, List<?> some) throws IOException;

    void end() throws IOException;
}
