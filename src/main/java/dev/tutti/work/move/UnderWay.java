package dev.tutti.work.move;

import dev.tutti.base.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The imports that are being carried out on this node. In memory alone: what is told while a transaction is under way cannot
 * be in the database, and is worth nothing after it.
 */
@ApplicationScoped
class UnderWay {
    private final Map<Object, Import> imports = new ConcurrentHashMap<>();

    private record Import(UserId whose, UUID workspace, Progress progress) {}

    /** Takes news of the progress until it is closed. */
    interface Report extends Consumer<Progress>, AutoCloseable {
        @Override
        void close();
    }

    Report begin(UserId whose, UUID workspace) {
        Object key = new Object();
        return new Report() {
            @Override
            public void accept(Progress progress) {
                imports.put(key, new Import(whose, workspace, progress));
            }

            @Override
            public void close() {
                imports.remove(key);
            }
        };
    }

    List<Progress> of(UserId whose, UUID workspace) {
        return imports.values().stream()
                .filter(it -> it.whose().equals(whose) && it.workspace().equals(workspace))
                .map(Import::progress)
                .toList();
    }
}
