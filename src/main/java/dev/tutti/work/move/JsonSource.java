package dev.tutti.work.move;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.work.task.NewTask;
import jakarta.json.JsonObject;
import java.util.Set;

/** Reads the tasks of a file that {@link JsonSheet} wrote, or somebody else in its form. */
final class JsonSource {
    static final String TASKS = "tasks";

    /** Who was there: an assignee is looked for among those who are here. */
    private static final String MEMBERS = "members";

    private JsonSource() {}

    static void read(JsonLists lists, Set<String> names, Rows rows) {
        lists.each(TASKS, (line, task) -> rows.add(line, () -> task(task)));
        names.stream()
                .filter(name -> !name.equals(TASKS) && !name.equals(MEMBERS))
                .forEach(rows::ignore);
    }

    private static NewTask task(JsonObject object) {
        String text = object.toString();
        StrictJson.object(text);
        return JsonText.read(text, NewTask.class);
    }
}
