package dev.tutti.chaos;

import dev.tutti.work.snapshot.Replica;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * One of somebody's tabs: it shows a workspace, who is there, all that was said, what of it is unread, and the inbox. It
 * knows of Tutti what PROTOCOL.md says, keeps what that lets it keep, and is cut at random.
 */
final class Tab {
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);
    /** How much of what was heard last is told with a fault. */
    private static final int REMEMBERED = 20;

    final PlainHttp http;
    final String workspace;
    final Inbox inbox;
    final Counts counts = new Counts();
    final List<String> faults = new ArrayList<>();
    final Talk talk;
    private final Random random;

    /** Who is there, as it was told; forgotten with the connection. */
    private final Map<String, JsonObject> roster = new TreeMap<>();

    private Optional<Long> told = Optional.empty();
    private Optional<Replica> replica = Optional.empty();
    /** A snapshot that was seen while the events before it were still on their way. */
    private Optional<JsonObject> expected = Optional.empty();

    private String epoch = "";
    private String mark = "";
    private boolean inboxJoined;
    /** When it was asked to join the workspace, by {@link System#nanoTime()}, until that is answered. */
    private Optional<Long> asked = Optional.empty();
    /** How long the answers to joins took, in nanoseconds. */
    final List<Long> joins = new ArrayList<>();

    private Optional<Line> line = Optional.empty();
    private final Deque<String> heard = new ArrayDeque<>();
    /** What was sent over a connection that has ended before it was answered. */
    private Optional<String> unanswered = Optional.empty();

    Tab(PlainHttp http, String workspace, long seed) {
        this.http = http;
        this.workspace = workspace;
        random = new Random(seed);
        inbox = new Inbox(http);
        talk = new Talk(http, workspace);
    }

    /** Comes, stays for a moment and is cut. */
    void visit() {
        try {
            connect();
            stay(Duration.ofMillis(50 + random.nextInt(1_500)));
        } catch (CompletionException | IllegalStateException refused) {
            counts.add("visits that failed");
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        } finally {
            leave();
        }
    }

    /** Comes, or comes back, unless it is there. */
    void connect() {
        if (line.isPresent() && !line.get().isOver()) {
            return;
        }
        leave();
        inbox.load();
        if (replica.isEmpty()) {
            load();
        } else if (random.nextInt(4) == 0) {
            expected = snapshot();
            check();
        }
        Line opened = new Line(http);
        heard.add("a connection opens");
        line = Optional.of(opened);
        counts.add("visits");
        inboxJoined = false;
        opened.say("{\"id\":\"inbox\",\"type\":\"inbox:join\",\"payload\":{\"position\":\"" + inbox.at() + "\"}}");
        joinWorkspace();
    }

    /** Reads on for so long, or until the connection ends. */
    void stay(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Line open = line.orElseThrow();
        Optional<JsonObject> frame = open.next(end - System.nanoTime());
        while (frame.isPresent()) {
            frame(frame.get());
            frame = open.next(end - System.nanoTime());
        }
    }

    void leave() {
        line.ifPresent(open -> {
            if (random.nextInt(5) == 0) {
                open.hangUp();
            } else {
                open.cut();
            }
        });
        line = Optional.empty();
        asked.ifPresent(since -> counts.add("joins not answered until the cut"));
        asked = Optional.empty();
        roster.clear();
        told = Optional.empty();
    }

    /** The network is gone, without a goodbye. */
    void vanish() {
        line.ifPresent(Line::cut);
        line = Optional.empty();
    }

    boolean isThere() {
        return line.isPresent() && !line.get().isOver() && replica.isPresent();
    }

    long position() {
        return replica.map(Replica::seq).orElse(-1L);
    }

    /** @return how it stands, for whoever wants to know why it has not come further */
    String standing() {
        return http.name + " at " + position() + (isThere() ? ", connected" : ", not connected")
                + (asked.isPresent() ? ", its join not answered" : "") + ", having heard " + heard;
    }

    /** @return what it shows of the workspace */
    JsonObject shown() {
        return replica.orElseThrow().shown();
    }

    /** @return who is there, as it was told, by their ids */
    Map<String, JsonObject> roster() {
        return Map.copyOf(roster);
    }

    Optional<JsonObject> snapshot() {
        return Optional.of(http.call("GET", "api/workspaces/" + workspace + "/snapshot", ""))
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> PlainHttp.json(answer.body()));
    }

    private void joinWorkspace() {
        replica.ifPresent(known -> {
            asked = Optional.of(System.nanoTime());
            line.orElseThrow()
                    .say("{\"id\":\"join\",\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace
                            + "\",\"position\":\"" + epoch + ":" + known.seq() + ":" + mark + "\"}}");
        });
    }

    private void load() {
        snapshot().ifPresent(snapshot -> {
            if (talk.load(snapshot)) {
                replica = Optional.of(new Replica(http.id, snapshot));
                epoch = snapshot.getString("epoch");
                mark = snapshot.getString("mark");
                expected = Optional.empty();
                counts.add("snapshots loaded");
            }
        });
    }

    private void startAnew(String reason) {
        counts.add("started anew: " + reason);
        replica = Optional.empty();
        expected = Optional.empty();
        roster.clear();
        told = Optional.empty();
    }

    private void frame(JsonObject frame) {
        remember(frame);
        if (frame.containsKey("seq")) {
            event(frame);
            return;
        }
        JsonObject payload =
                frame.containsKey("payload") ? frame.getJsonObject("payload") : JsonValue.EMPTY_JSON_OBJECT;
        switch (frame.getString("type")) {
            case "reply" -> reply(frame);
            case "presence:state" -> {
                roster.clear();
                take(payload, "online");
                told = Optional.of(payload.getJsonNumber("n").longValueExact());
            }
            case "presence:diff" -> change(payload);
            case "access:revoked" -> startAnew("access:revoked");
            case "reset" -> faults.add("reset: " + payload);
            case "error" -> counts.add("errors: " + payload.getString("code"));
            default -> counts.add(frame.getString("type"));
        }
    }

    private void remember(JsonObject frame) {
        String known = frame.containsKey("seq")
                ? frame.getString("workspaceId", "inbox") + " " + frame.get("seq") + " " + frame.get("id")
                : frame.toString();
        heard.add(known);
        if (heard.size() > REMEMBERED) {
            heard.remove();
        }
    }

    private void change(JsonObject payload) {
        long number = payload.getJsonNumber("n").longValueExact();
        // Between a join and its list others are told already; what comes before the list is of no use.
        if (told.isPresent() && number != told.get() + 1) {
            faults.add("presence " + number + " follows " + told.get());
        }
        if (told.isPresent()) {
            told = Optional.of(number);
            take(payload, "changed");
            payload.getJsonArray("gone").forEach(person -> roster.remove(PlainHttp.text(person)));
        }
    }

    private void take(JsonObject payload, String list) {
        payload.getJsonArray(list)
                .getValuesAs(JsonObject.class)
                .forEach(present -> roster.put(present.getString("userId"), present));
    }

    private void reply(JsonObject frame) {
        String id = frame.getString("id");
        boolean success = frame.getBoolean("success");
        if (id.equals("inbox")) {
            inboxJoined = success && frame.getJsonObject("data").getBoolean("recovered");
            if (!inboxJoined) {
                faults.add("inbox: " + frame);
            }
        } else if (id.equals("join")) {
            asked.ifPresent(since -> joins.add(System.nanoTime() - since));
            asked = Optional.empty();
            if (!success) {
                startAnew(frame.getJsonObject("error").getString("code"));
            } else if (!frame.getJsonObject("data").getBoolean("recovered")) {
                startAnew(frame.getJsonObject("data").getString("reason"));
            } else {
                act();
            }
        } else {
            unanswered = unanswered.filter(sent -> !sent.contains(id));
            counts.add(
                    success
                            ? "commands done"
                            : "commands refused: "
                                    + frame.getJsonObject("error").getString("code"));
        }
    }

    /** Does what people do while they are there, over the socket. */
    private void act() {
        Line open = line.orElseThrow();
        String here = "\"workspaceId\":\"" + workspace + "\"";
        open.say("{\"type\":\"presence:update\",\"payload\":{" + here + ",\"state\":\""
                + (random.nextBoolean() ? "away" : "active") + "\"}}");
        open.say("{\"type\":\"signal\",\"payload\":{" + here + ",\"name\":\"cursor\",\"data\":" + random.nextInt(100)
                + "}}");
        open.say("{\"type\":\"task:typing\",\"payload\":{" + here + ",\"taskId\":\"" + UUID.randomUUID() + "\"}}");
        open.say("{\"id\":\"room\",\"type\":\"room:join\",\"payload\":{" + here + ",\"room\":\"sketch\"}}");
        unanswered.ifPresent(sent -> {
            counts.add("commands sent again");
            open.say(sent);
        });
        if (unanswered.isEmpty()) {
            String id = UUID.randomUUID().toString();
            String room = random.nextInt(3) == 0 ? ",\"room\":\"design\"" : "";
            String sent = "{\"id\":\"" + id + "\",\"mutationId\":\"" + id + "\",\"type\":\"chat:send\",\"payload\":{"
                    + here + ",\"text\":\"said " + id + "\"" + room + "}}";
            unanswered = Optional.of(sent);
            open.say(sent);
        }
        talk.newest()
                .ifPresent(message -> open.say("{\"id\":\"read\",\"type\":\"chat:read\",\"payload\":{" + here
                        + ",\"upTo\":" + message.seq() + message.roomMember() + "}}"));
        if (random.nextInt(3) == 0) {
            open.say("{\"id\":\"seen\",\"type\":\"notification:read\",\"payload\":{\"upTo\":" + inbox.seq() + "}}");
        }
    }

    private void event(JsonObject event) {
        if (event.getBoolean("inbox", false)) {
            if (inboxJoined) {
                inbox.hear(event, faults);
                talk.heardInInbox(event);
            }
        } else if (replica.isPresent() && workspace.equals(event.getString("workspaceId", ""))) {
            Replica known = replica.get();
            try {
                known.hear(
                        event.getJsonNumber("seq").longValueExact(),
                        event.getString("type"),
                        event.getJsonObject("payload"));
            } catch (IllegalStateException hole) {
                faults.add(hole.getMessage() + " at " + Instant.now() + ", having heard " + heard);
            }
            mark = event.getString("mark");
            talk.hear(event);
            counts.add("events");
            check();
        }
    }

    /** What was folded must be the snapshot of that very position. */
    private void check() {
        expected.filter(snapshot -> snapshot.getJsonNumber("seq").longValueExact() <= position())
                .ifPresent(snapshot -> {
                    expected = Optional.empty();
                    if (snapshot.getJsonNumber("seq").longValueExact() == position()) {
                        counts.add("snapshots compared");
                        if (!Replica.shown(snapshot).equals(shown())) {
                            faults.add("at " + position() + " shows " + shown() + " and not " + snapshot);
                        }
                    }
                });
    }

    /** How often what has happened. */
    static final class Counts {
        final Map<String, Integer> all = new TreeMap<>();

        void add(String what) {
            all.merge(what, 1, Integer::sum);
        }
    }

    /** @return the end of a period that begins now */
    static Instant in(Duration time) {
        return Instant.now().plus(time);
    }
}
