package dev.tutti.live.hub;

import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** A wire that keeps what was sent. It takes everything at once, unless it is told to be {@link #slow}. */
public final class Tape implements Wire {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private final List<ServerFrame> sent = new ArrayList<>();
    /** The same, read as far as somebody has asked for them. */
    private final List<JsonObject> frames = new ArrayList<>();

    /** What was relayed, and how many frames had been sent before each. */
    private final List<Relayed> relayed = new ArrayList<>();

    /** Bytes that somebody relayed. */
    public record Relayed(int after, byte[] bytes) {}

    private final Queue<Consumer<Boolean>> untaken = new ArrayDeque<>();
    /** How many frames came at once, where it takes several. */
    private final List<Integer> together = new ArrayList<>();

    private boolean slow;
    private boolean gathers;
    private boolean answers = true;
    private boolean stays = true;
    int pings;
    boolean killed;
    public Optional<CloseCode> closed = Optional.empty();

    /** From now on it takes several frames at once. */
    Tape gathering() {
        gathers = true;
        return this;
    }

    /** @return how many frames came at once, each time */
    List<Integer> together() {
        return List.copyOf(together);
    }

    /** Its client only listens. */
    void listensOnly() {
        answers = false;
    }

    /** Its client comes for a single page. */
    public void comesForAPage() {
        stays = false;
    }

    /** From now on a frame is taken only by {@link #take}. */
    public void slow() {
        slow = true;
    }

    /** Takes the frame that is in flight, and so lets the next one come. */
    boolean take() {
        Consumer<Boolean> done = untaken.poll();
        if (done != null) {
            done.accept(true);
        }
        return done != null;
    }

    /** The client reads on until there is nothing more. */
    public void takeAll() {
        slow = false;
        while (take()) {
            continue;
        }
    }

    public List<JsonObject> frames() {
        for (ServerFrame frame : sent.subList(frames.size(), sent.size())) {
            frames.add(READERS.createReader(new StringReader(frame.text())).readObject());
        }
        return List.copyOf(frames);
    }

    /** @return one of the frames, as it was handed over */
    ServerFrame sent(int index) {
        return sent.get(index);
    }

    /** @return how many of the frames have arrived, those on their way not counted */
    int arrived() {
        return sent.size() - untaken.size();
    }

    public List<String> types() {
        return frames().stream().map(frame -> frame.getString("type")).toList();
    }

    /** @return the numbers of the journal's events, in the order in which they came */
    List<Long> seqs() {
        return frames().stream()
                .filter(frame -> frame.containsKey("seq"))
                .map(frame -> frame.getJsonNumber("seq").longValueExact())
                .toList();
    }

    /** @return the numbers of one workspace's events */
    List<Long> seqs(String workspace) {
        return frames().stream()
                .filter(frame -> workspace.equals(frame.getString("workspaceId", "")))
                .map(frame -> frame.getJsonNumber("seq").longValueExact())
                .toList();
    }

    public JsonObject last() {
        List<JsonObject> frames = frames();
        return frames.get(frames.size() - 1);
    }

    @Override
    public boolean joins(ServerFrame frame, ServerFrame next) {
        return gathers && frame.isText() == next.isText();
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        send(List.of(frame), done);
    }

    @Override
    public void send(List<ServerFrame> frames, Consumer<Boolean> done) {
        for (ServerFrame frame : frames) {
            if (frame.isText()) {
                sent.add(frame);
            } else {
                relayed.add(new Relayed(sent.size(), bytes(frame)));
            }
        }
        together.add(frames.size());
        if (slow) {
            untaken.add(done);
        } else {
            done.accept(true);
        }
    }

    private static byte[] bytes(ServerFrame frame) {
        byte[] bytes = new byte[frame.bytes()];
        frame.encoded().payload().get(bytes);
        return bytes;
    }

    public List<Relayed> relayed() {
        return List.copyOf(relayed);
    }

    @Override
    public boolean hasAnswers() {
        return answers;
    }

    @Override
    public boolean stays() {
        return stays;
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed = Optional.of(code);
    }

    @Override
    public void kill() {
        killed = true;
    }
}
