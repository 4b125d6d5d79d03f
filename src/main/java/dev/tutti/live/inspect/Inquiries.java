package dev.tutti.live.inspect;

import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks all other nodes something, and waits a moment for what they answer. */
final class Inquiries {
    private final Bus bus;
    private final StreamId place;
    private final Duration patience;
    private final Function<Inquiry.Question, Inquiry.Reply> answer;
    private final Map<UUID, Open> open = new ConcurrentHashMap<>();

    private record Open(List<Inquiry.Reply> replies, CountDownLatch awaited) {}

    /** @param answer what this node answers the others */
    Inquiries(Bus bus, StreamId place, Duration patience, Function<Inquiry.Question, Inquiry.Reply> answer) {
        this.bus = bus;
        this.place = place;
        this.patience = patience;
        this.answer = answer;
        bus.listen(Topic.INSPECTION, this::hear);
    }

    /**
     * Not to be called where nobody may wait.
     *
     * @param others how many there are
     */
    List<Inquiry.Reply> ask(Inquiry.Question question, int others) {
        if (others == 0) {
            return List.of();
        }
        Open mine = new Open(new CopyOnWriteArrayList<>(), new CountDownLatch(others));
        open.put(question.id(), mine);
        try {
            bus.say(place, Topic.INSPECTION, question.bytes());
            // Whoever has not answered by then is left out.
            mine.awaited().await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return List.copyOf(mine.replies());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            open.remove(question.id());
        }
    }

    private void hear(StreamId stream, NodeId from, byte[] said) {
        if (!stream.equals(place) || said.length == 0) {
            return;
        }
        Inquiry heard = Inquiry.read(said);
        if (heard instanceof Inquiry.Question question) {
            bus.say(place, Topic.INSPECTION, answer.apply(question).bytes());
        } else if (heard instanceof Inquiry.Reply reply) {
            Optional.ofNullable(open.get(reply.question())).ifPresent(asked -> {
                asked.replies().add(reply);
                asked.awaited().countDown();
            });
        }
    }
}
