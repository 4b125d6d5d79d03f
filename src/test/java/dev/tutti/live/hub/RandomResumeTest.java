package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Shelf;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Clients that are cut and come back, read slowly, are removed and added, while the journal grows, is trimmed and is
 * replaced, hints are lost and doubled, and the machine does its tasks in any order. Each client keeps only what the
 * protocol tells it to keep; whatever happens, it must never see a hole, a double, or what it had no right to.
 */
@DisplayName("Whatever happens, in whatever order")
class RandomResumeTest {
    private static final int RUNS = 3_000;
    private static final int STEPS = 150;

    @Test
    @DisplayName("nobody misses, doubles or sees without right any event")
    void anyOrder() {
        for (long seed = 0; seed < RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.play();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final Scene scene = new Scene();
        private final List<Entry> hints = new ArrayList<>();
        private final List<Client> clients = new ArrayList<>();
        /** What was told while somebody was no member: not theirs to see. */
        private final Map<UserId, Set<UUID>> forbidden = new HashMap<>();

        Run(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 4; i++) {
                Client client = new Client();
                clients.add(client);
                forbidden.put(client.user, new HashSet<>());
            }
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                step();
                clients.forEach(Client::read);
            }
            clients.forEach(Client::comesHome);
        }

        private void step() {
            Client client = clients.get(random.nextInt(clients.size()));
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> commit(Optional.empty());
                case 4, 5 -> hint();
                case 6, 7 -> client.comes();
                case 8 -> client.isCut();
                case 9 -> client.slowsDown();
                case 10 -> client.speedsUp();
                case 11, 12 -> client.takesOne();
                case 13 -> scene.hub.look();
                case 14 -> sometimes(4, () -> trim());
                case 15 -> sometimes(8, () -> scene.shelf.replace(scene.workspace));
                case 16 -> sometimes(2, () -> removeOrAdd(client));
                default -> scene.later.runOne(random);
            }
        }

        private void sometimes(int oneIn, Runnable what) {
            if (random.nextInt(oneIn) == 0) {
                what.run();
            }
        }

        private void commit(Optional<Revocation> revokes) {
            Entry entry = scene.shelf.commit(scene.workspace, Shelf.SOMEBODY, revokes);
            hints.add(entry);
            scene.strangers.stream()
                    .filter(stranger -> !revokes.equals(Optional.of(Revocation.ofMember(stranger))))
                    .map(forbidden::get)
                    .forEach(entries -> entries.add(entry.position().mark().orElseThrow()));
        }

        /** A hint gets through, perhaps long after others that came later, perhaps again, perhaps never. */
        private void hint() {
            if (!hints.isEmpty()) {
                int index = random.nextInt(hints.size());
                scene.hub.hear(random.nextBoolean() ? hints.remove(index) : hints.get(index));
            }
        }

        private void trim() {
            List<Entry> kept = scene.shelf.after(scene.workspace, 0, 1_000);
            if (kept.size() > 1) {
                scene.shelf.trim(
                        scene.workspace,
                        kept.get(random.nextInt(kept.size() - 1)).seq());
            }
        }

        private void removeOrAdd(Client client) {
            if (scene.strangers.remove(client.user)) {
                commit(Optional.empty());
            } else {
                scene.strangers.add(client.user);
                commit(Optional.of(Revocation.ofMember(client.user)));
            }
        }

        /** Somebody with one connection at a time, who does what PROTOCOL.md tells clients to do. */
        private final class Client {
            private final UserId user = new UserId(UUID.randomUUID());
            private Optional<Scene.Actor> connection = Optional.empty();
            private Optional<Position> position = Optional.empty();
            private int read;
            private boolean following;
            /** Joins that have not been answered: what is heard before the answer to the last one belongs to others. */
            private int asked;

            void comes() {
                if (connection.isEmpty()) {
                    connection = Optional.of(scene.enters("Client", user));
                    read = 0;
                    asked = 0;
                    following = false;
                    join();
                }
            }

            private void join() {
                try {
                    connection.orElseThrow().joins(scene.workspace, position);
                    asked++;
                } catch (Problem.NotFound notAMember) {
                    assertTrue(scene.strangers.contains(user), "a member was turned away");
                    // Clears what it kept, and comes back some other time.
                    position = Optional.empty();
                    isCut();
                }
            }

            void isCut() {
                connection.ifPresent(actor -> actor.session.gone());
                connection = Optional.empty();
            }

            void slowsDown() {
                connection.ifPresent(actor -> actor.tape.slow());
            }

            void speedsUp() {
                connection.ifPresent(actor -> actor.tape.takeAll());
            }

            void takesOne() {
                connection.ifPresent(actor -> actor.tape.take());
            }

            /** Reads what has arrived; what is on its way is not here yet, and lost when the connection is cut. */
            void read() {
                while (connection.isPresent() && read < connection.get().tape.arrived()) {
                    hear(connection.get().tape.frames().get(read++));
                }
            }

            private void hear(JsonObject frame) {
                switch (frame.getString("type")) {
                    case "reply" -> joined(frame.getJsonObject("data"));
                    case "test:said" -> event(frame);
                    case "reset" -> startAnew();
                    case "access:revoked" -> {
                        following = false;
                        position = Optional.empty();
                        isCut();
                    }
                    default -> throw new AssertionError(frame.toString());
                }
            }

            private void joined(JsonObject data) {
                asked--;
                if (asked > 0) {
                    return;
                }
                following = true;
                if (data.getBoolean("recovered")) {
                    return;
                }
                if (position.isPresent()) {
                    startAnew();
                } else {
                    position = Optional.of(Position.parse(data.getString("epoch") + ":" + data.getInt("seq")
                            + (data.isNull("mark") ? "" : ":" + data.getString("mark"))));
                }
            }

            /** Loads a snapshot, which is the state at the journal's present end, and joins at it. */
            private void startAnew() {
                following = false;
                if (scene.strangers.contains(user)) {
                    position = Optional.empty();
                    isCut();
                    return;
                }
                position = Optional.of(
                        scene.shelf.extent(scene.workspace).orElseThrow().head());
                join();
            }

            private void event(JsonObject event) {
                if (asked > 0) {
                    return;
                }
                assertTrue(following, "an event before the reply or after a reset");
                long seq = event.getInt("seq");
                assertEquals(position.orElseThrow().seq() + 1, seq, "the next number");
                position = Optional.of(known(seq));
                UUID mark = position.get().mark().orElseThrow();
                assertTrue(!forbidden.get(user).contains(mark), "seen without right: " + seq);
            }

            /** The entry may be trimmed by the time it is read, so its mark is looked up among all hints ever made. */
            private Position known(long seq) {
                return scene.shelf.everything(scene.workspace).stream()
                        .filter(entry -> entry.seq() == seq)
                        .map(Entry::position)
                        .findFirst()
                        .orElseThrow();
            }

            /** In the end it gets everything that it may have. */
            void comesHome() {
                isCut();
                if (scene.strangers.contains(user)) {
                    removeOrAdd(this);
                }
                comes();
                boolean more = true;
                for (int round = 0; more; round++) {
                    assertTrue(round < 100, "it never comes to rest");
                    connection.orElseThrow().tape.takeAll();
                    scene.settle();
                    more = read < connection.orElseThrow().tape.arrived();
                    read();
                }
                assertEquals(
                        scene.shelf.extent(scene.workspace).orElseThrow().head().seq(),
                        position.orElseThrow().seq(),
                        "the end of the journal");
            }
        }
    }
}
