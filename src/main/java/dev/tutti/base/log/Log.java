package dev.tutti.base.log;

import java.util.ResourceBundle;

/**
 * What a class of ours writes into the server's log: {@code event.name key=value}, and behind it what the thread is about at
 * the moment ({@link Trail}).
 */
public final class Log implements System.Logger {
    private final System.Logger server;

    private Log(System.Logger server) {
        this.server = server;
    }

    public static System.Logger of(Class<?> type) {
        return new Log(System.getLogger(type.getName()));
    }

    @Override
    public String getName() {
        return server.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return server.isLoggable(level);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        server.log(level, bundle, message + Trail.text(), thrown);
    }

    /** A trail has no character that would mean something in a format. */
    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        server.log(level, bundle, format + Trail.text(), parameters);
    }
}
