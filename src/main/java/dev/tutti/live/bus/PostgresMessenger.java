package dev.tutti.live.bus;

import dev.tutti.base.config.Settings;
import dev.tutti.base.database.Notices;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The database itself as a messenger, where there is no Redis. It takes short messages only, and texts. */
final class PostgresMessenger implements Line.Messenger {
    private final Settings.Store store;

    PostgresMessenger(Settings.Store store) {
        this.store = store;
    }

    @Override
    public Line open() throws SQLException {
        Notices mouth = Notices.open(store);
        try {
            return new PostgresLine(mouth, Notices.open(store));
        } catch (SQLException refused) {
            mouth.close();
            throw refused;
        }
    }

    @Override
    public int mostBytes() {
        return Notices.MOST_BYTES / 4 * 3;
    }

    @Override
    public String name() {
        return "the database";
    }

    private static final class PostgresLine implements Line {
        /** How long a new channel may have to wait until it is listened to: nothing can be said to the ear while it hears. */
        private static final int TURN_MILLIS = 50;

        private static final Duration PROBE = Duration.ofSeconds(2);

        private final Notices mouth;
        private final Notices ear;
        private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
        private volatile boolean closed;

        private record Change(Set<String> channels, boolean listen) {}

        PostgresLine(Notices mouth, Notices ear) {
            this.mouth = mouth;
            this.ear = ear;
        }

        @Override
        public void subscribe(Set<String> channels) {
            if (!channels.isEmpty()) {
                changes.add(new Change(channels, true));
            }
        }

        @Override
        public void unsubscribe(Set<String> channels) {
            changes.add(new Change(channels, false));
        }

        @Override
        public void send(List<Message> messages) throws SQLException {
            Base64.Encoder text = Base64.getEncoder();
            mouth.tell(messages.stream()
                    .map(message -> new Notices.Notice(message.channel(), text.encodeToString(message.bytes())))
                    .toList());
        }

        @Override
        public void probe() throws SQLException {
            mouth.probe();
        }

        @Override
        public void read(Reader reader) throws SQLException {
            ear.probe();
            reader.hears("");
            long probed = System.nanoTime();
            while (!closed) {
                for (Change change = changes.poll(); change != null; change = changes.poll()) {
                    apply(change, reader);
                }
                for (Notices.Notice notice : ear.await(TURN_MILLIS)) {
                    reader.heard(bytes(notice.text()));
                }
                if (System.nanoTime() - probed > PROBE.toNanos()) {
                    probed = System.nanoTime();
                    ear.probe();
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            mouth.close();
            ear.close();
        }

        private void apply(Change change, Reader reader) throws SQLException {
            if (change.listen()) {
                ear.listen(change.channels());
                change.channels().forEach(reader::hears);
            } else {
                ear.unlisten(change.channels());
            }
        }

        /** @return what cannot be a message, where it is not one of ours */
        private static byte[] bytes(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException foreign) {
                return new byte[0];
            }
        }
    }
}
