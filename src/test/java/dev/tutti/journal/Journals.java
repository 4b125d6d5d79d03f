package dev.tutti.journal;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.function.Consumer;

/** The real journal on a given entity manager, for tests without a container. */
public final class Journals {
    private Journals() {}

    /** A fact that means nothing, for tests of telling it. */
    public record Said(String text) implements Fact {
        @Override
        public String type() {
            return "test:said";
        }
    }

    /** @param listener hears each entry as it is appended, as an observer inside the transaction would */
    public static Journal writing(EntityManager em, Consumer<Entry> listener) {
        return writing(em, listener, told -> {});
    }

    /** @param feature hears each fact as it is told, inside the transaction */
    public static Journal writing(EntityManager em, Consumer<Entry> listener, Consumer<FactTold> feature) {
        Journal journal = new Journal();
        journal.em = em;
        journal.clock = Clock.systemUTC();
        journal.written = event(listener);
        journal.told = event(feature);
        return journal;
    }

    public static Inboxes inboxes(Journal journal) {
        Inboxes inboxes = new Inboxes();
        inboxes.journal = journal;
        return inboxes;
    }

    public static History reading(EntityManager em) {
        StoredHistory history = new StoredHistory();
        history.em = em;
        return history;
    }

    /** @return an event whose one observer this is */
    @SuppressWarnings("unchecked") // a proxy knows no type parameters
    public static <T> Event<T> event(Consumer<T> listener) {
        return (Event<T>) Proxy.newProxyInstance(
                Journals.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("fire")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    listener.accept((T) arguments[0]);
                    return null;
                });
    }
}
