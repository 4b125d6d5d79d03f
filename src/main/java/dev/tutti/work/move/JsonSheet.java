package dev.tutti.work.move;

import dev.tutti.base.json.JsonText;
import dev.tutti.work.task.TaskView;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A workspace as one JSON object, in which each thing has a line to itself: a refusal names it, and a diff shows it. */
final class JsonSheet implements Sheet {
    /** The version of the form. */
    static final int VERSION = 1;

    private final Writer out;
    private String list = "";

    JsonSheet(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(Cover cover) throws IOException {
        out.write("{\"tutti\":" + VERSION + ",\n\"exportedAt\":\"" + cover.now() + "\",\n\"position\":\""
                + cover.position() + "\",\n\"workspace\":" + JsonText.of(cover.workspace()));
        write("members", cover.members());
    }

    @Override
    public void tasks(List<TaskView> some) throws IOException {
        write("tasks", some.stream().map(ExportedTask::of).toList());
    }

    @Override
    public void said(String of, List<?> some) throws IOException {
        write(of, some);
    }

    @Override
    public void end() throws IOException {
        out.write("\n]}\n");
    }

    private void write(String of, List<?> some) throws IOException {
        boolean first = !of.equals(list);
        if (first) {
            out.write((list.isEmpty() ? "" : "\n]") + ",\n\"" + of + "\":[");
            list = of;
        }
        String between = first ? "\n" : ",\n";
        for (Object one : some) {
            out.write(between + JsonText.of(one));
            between = ",\n";
        }
    }
}
