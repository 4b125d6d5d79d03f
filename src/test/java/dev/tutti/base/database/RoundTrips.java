package dev.tutti.base.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Notes what a thread asks of the database, each of which is a way there and back: statements, batches of them, and the
 * ends of transactions. That a transaction begins, PostgreSQL's driver tells together with its first statement.
 */
final class RoundTrips {
    private static final Pattern SUBJECT =
            Pattern.compile("(?:select\\b.*?\\bfrom|insert into|update|delete from) +(\\w+).*");

    private static final ThreadLocal<List<String>> NOTES = new ThreadLocal<>();

    private RoundTrips() {}

    /** @return what the work asks for, in short: {@code insert task}, {@code lock stream_head}, {@code commit} */
    static List<String> of(Runnable work) {
        NOTES.set(new ArrayList<>());
        try {
            work.run();
            return List.copyOf(NOTES.get());
        } finally {
            NOTES.remove();
        }
    }

    static DataSource over(DataSource source) {
        return proxy(
                DataSource.class,
                source,
                (method, result, arguments) ->
                        result instanceof Connection connection && !isInner(method) ? over(connection) : result);
    }

    private static Connection over(Connection connection) {
        return proxy(Connection.class, connection, (method, result, arguments) -> {
            if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                note(method.getName());
            }
            if (result instanceof PreparedStatement prepared) {
                return over(PreparedStatement.class, prepared, (String) arguments[0]);
            }
            return result instanceof Statement statement ? over(Statement.class, statement, "") : result;
        });
    }

    private static <T extends Statement> T over(Class<T> type, T statement, String prepared) {
        return proxy(type, statement, (method, result, arguments) -> {
            if (method.getName().startsWith("execute")) {
                note(inShort(arguments.length == 0 ? prepared : (String) arguments[0]));
            }
            return result;
        });
    }

    private static boolean isInner(Method method) {
        return method.getName().equals("unwrap");
    }

    private static void note(String what) {
        List<String> notes = NOTES.get();
        if (notes != null) {
            notes.add(what);
        }
    }

    private static String inShort(String sql) {
        // What only says how to wait goes along with what waits.
        String alone = sql.replaceAll("set local [^;]*; |; set local .*", "");
        String text = withoutInner(alone.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        Matcher matcher = SUBJECT.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String verb = text.contains(" for update") || text.contains(" for no key update")
                ? "lock"
                : text.substring(0, text.indexOf(' '));
        return verb + " " + matcher.group(1);
    }

    /** What stands in parentheses may be another statement, and is never what it is about. */
    private static String withoutInner(String sql) {
        String outer = sql.replaceAll("\\([^()]*\\)", " ");
        return outer.equals(sql) ? sql : withoutInner(outer);
    }

    /** What is done with the result of a call. */
    private interface Then {
        Object apply(Method method, Object result, Object... arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Then then) {
        return type.cast(Proxy.newProxyInstance(
                RoundTrips.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object[] given = arguments == null ? new Object[0] : arguments;
                        return then.apply(method, method.invoke(target, given), given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
