package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.idempotency.Attempt;
import dev.tutti.base.idempotency.Notebook;
import dev.tutti.base.idempotency.Outcome;
import dev.tutti.base.idempotency.Reply;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node on two databases of which one writes: with the real pool's connections, the real keys and a real journal. */
public final class PairedNode implements AutoCloseable {
    private final ExecutorService somebodyElse = Executors.newSingleThreadExecutor();
    private final ScratchDatabase database;
    private final Notebook notebook;
    private final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final Caller ada = new Caller(
            new UserId(UUID.randomUUID()),
            "Ada",
            new Credential(UUID.randomUUID(), Optional.empty(), false, Instant.EPOCH, Instant.MAX),
            Echo.NONE);

    public PairedNode(StandbyPair pair) {
        database = pair.database();
        notebook = new Notebook(database, Clock.systemUTC(), "TUTTI_IDEMPOTENCY_WAIT_MILLIS", "500");
        database.transact(em -> Journals.writing(em, entry -> {}).open(stream));
    }

    /** One entry with this text, which is its key too: written once, however often this is tried. */
    public Outcome write(String text) {
        Attempt attempt = Notebook.attempt(ada, text, "POST", "workspaces/w/tasks", "{}");
        return notebook.once(attempt, () -> {
            String position = append(notebook.em(), text);
            return new Reply(201, new TreeMap<>(), Optional.of(position));
        });
    }

    /** The same without a key. */
    void writeWithoutKey(String text) throws Exception {
        notebook.retries.withoutKey(() -> database.inTransaction(em -> append(em, text)));
    }

    private String append(EntityManager em, String text) {
        return Journals.writing(em, entry -> {})
                .append(stream, Author.of(ada), new Journals.Said(text))
                .toString();
    }

    /** @return what a client is told of the failure; nothing else may fail */
    public static ErrorCode code(Exception failure) {
        return Diagnosis.of(failure)
                .map(Problem::code)
                .orElseThrow(() -> new AssertionError("a fault instead of an answer", failure));
    }

    /** @return what somebody else is told of a write that does not succeed */
    public CompletableFuture<ErrorCode> refusal(String text) {
        return CompletableFuture.supplyAsync(
                () -> code(assertThrows(RuntimeException.class, () -> write(text))), somebodyElse);
    }

    /** @return the texts of what is there, in order */
    public List<String> written() {
        return entries().stream()
                .map(entry -> entry.what().payload())
                .map(payload -> payload.substring("{\"text\":\"".length(), payload.length() - "\"}".length()))
                .toList();
    }

    public List<Long> numbers() {
        return entries().stream().map(Entry::seq).toList();
    }

    /** Tried again where the connection turns out to have been killed a moment ago. */
    private List<Entry> entries() {
        try {
            return new Tries()
                    .carryOut(() ->
                            database.inTransaction(em -> Journals.reading(em).after(stream, 0, 100_000)));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        somebodyElse.shutdownNow();
        database.close();
    }
}
