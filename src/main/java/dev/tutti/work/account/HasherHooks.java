package dev.tutti.work.account;

import dev.tutti.base.log.Log;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

/**
 * Takes back what password4j leaves with the virtual machine: a shutdown hook for each kind of hash, for which it has
 * no end. The hook keeps the class loader of an undeployed application, and with it the hasher's 19 MiB, for ever. It
 * is in no list that one may see; so this looks where the list is kept, which both servers have opened to everybody.
 * Elsewhere it changes nothing.
 */
final class HasherHooks {
    private static final System.Logger LOG = Log.of(HasherHooks.class);
    private static final String NAME = "password4j-shutdownhook";

    private HasherHooks() {}

    static void remove() {
        try {
            left().forEach(Runtime.getRuntime()::removeShutdownHook);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            // The virtual machine is stopping, and nothing needs to be freed; or it does not let us look.
            LOG.log(System.Logger.Level.DEBUG, "The hooks of password4j stay", closed);
        }
    }

    /** @return the hooks that were made for this application, not those of another one beside it */
    static List<Thread> left() throws ReflectiveOperationException {
        Class<?> list = Class.forName("java.lang.ApplicationShutdownHooks");
        Field hooks = list.getDeclaredField("hooks");
        hooks.setAccessible(true);
        synchronized (list) {
            return ((Map<?, ?>) hooks.get(null))
                    .keySet().stream()
                            .map(Thread.class::cast)
                            .filter(hook -> hook.getName().equals(NAME))
                            .filter(hook -> hook.getContextClassLoader() == HasherHooks.class.getClassLoader())
                            .toList();
        }
    }
}
