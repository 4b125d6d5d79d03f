package dev.tutti.base.log;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class writes into the log. */
public final class LogLines {
    private LogLines() {}

    /** @return what it wrote during the work, each line with its level before it */
    public static List<String> of(Class<?> type, Runnable work) {
        List<String> lines = new ArrayList<>();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(type.getName());
        log.addHandler(ear);
        try {
            work.run();
        } finally {
            log.removeHandler(ear);
        }
        return lines;
    }
}
