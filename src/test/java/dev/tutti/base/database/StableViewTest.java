package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stable view")
class StableViewTest {
    private final ScratchDatabase database = new ScratchDatabase();

    @BeforeEach
    void fill() {
        database.transact(em -> em.createNativeQuery(
                        "insert into stream_head (stream, epoch, seq) values ('a', 'e', 1), ('b', 'e', 1)")
                .executeUpdate());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("is of one moment, also for what is read for the first time after another one's commit")
    void oneMoment() {
        database.transact(em -> {
            StableViews.of(em).open();
            assertEquals(1, read(em, "a"));
            write();
            assertEquals(1, read(em, "a"));
            assertEquals(1, read(em, "b"));
        });
    }

    @Test
    @DisplayName("ends with its transaction, whichever way that ends: the next one on the connection sees each commit")
    void endsWithTheTransaction() {
        for (Consumer<EntityTransaction> end :
                List.<Consumer<EntityTransaction>>of(EntityTransaction::commit, EntityTransaction::rollback)) {
            database.transact(em -> {
                StableViews.of(em).open();
                int seen = read(em, "a");
                write();
                assertEquals(seen, read(em, "a"));
                end.accept(em.getTransaction());
                em.getTransaction().begin();
                assertEquals(seen + 1, read(em, "a"));
                write();
                assertEquals(seen + 2, read(em, "a"));
            });
        }
    }

    @Test
    @DisplayName("keeps nobody from writing")
    void keepsNobodyWaiting() {
        database.transact(em -> {
            write();
            StableViews.of(em).open();
            read(em, "a");
            write();
            write();
        });
        assertEquals(4, (int) database.inTransaction(em -> read(em, "a")));
    }

    /** Somebody else, in a transaction of their own. */
    private void write() {
        database.transact(em ->
                em.createNativeQuery("update stream_head set seq = seq + 1").executeUpdate());
    }

    private static int read(EntityManager em, String stream) {
        return ((Number) em.createNativeQuery("select seq from stream_head where stream = ?1")
                        .setParameter(1, stream)
                        .getSingleResult())
                .intValue();
    }
}
