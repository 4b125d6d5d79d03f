package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.work.snapshot.Replica;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People together in one workspace, on two tabs each, who do at random all that there is to do while they are cut, removed
 * and invited back. Runs for {@code -Dchaos.seconds} (600) on each server
 * that {@link Server#chosen()} names.
 */
@DisplayName("Ten people in one workspace")
class TogetherChaos {
    private static final int PEOPLE = 10;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 600));
    private static final Duration TOKEN = Duration.ofSeconds(40);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What may make a tab start anew here: nothing is trimmed, and no history replaced. */
    private static final Set<String> REASONS =
            Set.of("started anew: access_changed", "started anew: access:revoked", "started anew: not_found");

    private final AtomicBoolean over = new AtomicBoolean();
    private final Random random = new Random(20_261_120);
    private Node node;
    private String workspace;
    private PlainHttp owner;
    private final List<String> names =
            IntStream.range(0, PEOPLE).mapToObj(i -> "Person" + i).toList();
    private final List<PlainHttp> people = new ArrayList<>();
    private final List<Tab> tabs = new ArrayList<>();

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @DisplayName("see in the end, each of them, what the server shows: the work, the talk, the inbox and each other")
    void together(Server server) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Node started = Node.of(server)
                .with("TUTTI_PRESENCE_GRACE_MILLIS", Long.toString(GRACE.toMillis()))
                .with("TUTTI_RETENTION_ENTRIES", "1000000")
                .with("TUTTI_CONNECTIONS_PER_USER", "20")
                .starts()) {
            node = started;
            gather();
            List<Colleague> colleagues = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> new Colleague(signsIn(i), workspace, i))
                    .toList();
            List<CompletableFuture<Void>> busy = new ArrayList<>();
            colleagues.forEach(colleague -> busy.add(CompletableFuture.runAsync(() -> work(colleague), threads)));
            tabs.forEach(tab -> busy.add(CompletableFuture.runAsync(() -> roam(tab), threads)));
            int removals = removeAndInvite();
            over.set(true);
            busy.forEach(CompletableFuture::join);

            comeTogether(threads, tabs);
            report(server, removals, colleagues);
            tabs.forEach(this::judge);
            assertTrue(colleagues.stream()
                    .flatMap(one -> one.answers().keySet().stream())
                    .noneMatch(it -> it.contains(" 5")));
            everyoneIsSeen(tabs, PEOPLE);
            List<Tab> half = tabs.subList(0, tabs.size() / 2);
            tabs.subList(tabs.size() / 2, tabs.size()).forEach(Tab::vanish);
            keepUp(threads, half, () -> half.stream()
                    .allMatch(tab -> tab.roster().size() == PEOPLE / 2));
            everyoneIsSeen(half, PEOPLE / 2);
        } finally {
            threads.shutdownNow();
        }
    }

    private void gather() {
        owner = PlainHttp.registers(node.address(), "Owner", TOKEN);
        workspace = PlainHttp.json(owner.call("POST", "api/workspaces", "{\"name\":\"Together\"}")
                        .body())
                .getString("id");
        for (int i = 0; i < PEOPLE; i++) {
            PlainHttp person = PlainHttp.registers(node.address(), names.get(i), TOKEN);
            people.add(person);
            assertEquals(
                    201,
                    owner.call(
                                    "POST",
                                    "api/workspaces/" + workspace + "/members",
                                    "{\"userId\":\"" + person.id + "\",\"role\":\"member\"}")
                            .statusCode());
            tabs.add(new Tab(signsIn(i), workspace, 2L * i));
            tabs.add(new Tab(signsIn(i), workspace, 2L * i + 1));
        }
    }

    private PlainHttp signsIn(int person) {
        return PlainHttp.signsIn(node.address(), names.get(person), TOKEN);
    }

    private void work(Colleague colleague) {
        while (!over.get()) {
            colleague.act();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        }
    }

    private void roam(Tab tab) {
        while (!over.get()) {
            tab.visit();
        }
    }

    /** Removes somebody, or makes them a guest, all the time; whoever was removed comes back by an invitation. */
    private int removeAndInvite() {
        String members = "api/workspaces/" + workspace + "/members/";
        int removals = 0;
        for (Instant end = Tab.in(TIME); Instant.now().isBefore(end); removals++) {
            PlainHttp person = people.get(random.nextInt(PEOPLE));
            if (random.nextBoolean()) {
                owner.call("PATCH", members + person.id, "{\"role\":\"guest\"}");
                pause(random.nextInt(2_000));
                owner.call("PATCH", members + person.id, "{\"role\":\"member\"}");
            } else {
                assertEquals(204, owner.call("DELETE", members + person.id, "").statusCode());
                pause(random.nextInt(2_000));
                String code = PlainHttp.json(
                                owner.call("POST", "api/workspaces/" + workspace + "/invites", "{\"role\":\"member\"}")
                                        .body())
                        .getString("code");
                assertEquals(
                        200,
                        person.call("POST", "api/invites/" + code + "/accept", "")
                                .statusCode());
            }
            pause(2_000);
        }
        return removals;
    }

    /** In the end everybody is there and stays, until they have heard everything. */
    private void comeTogether(ExecutorService threads, List<Tab> all) {
        long end = seq(PlainHttp.json(owner.call("GET", "api/workspaces/" + workspace + "/snapshot", "")
                .body()));
        keepUp(
                threads,
                all,
                () -> all.stream().allMatch(tab -> tab.isThere() && tab.position() >= end)
                        && all.stream().mapToLong(Tab::position).distinct().count() == 1
                        && all.stream()
                                .allMatch(tab -> tab.roster().size() == PEOPLE
                                        && tab.roster().values().stream()
                                                .allMatch(one -> one.getInt("connections") == 2)));
    }

    /** Lets all of them listen, and come back where they are cut, until it is so; or for as long as one waits. */
    private static void keepUp(ExecutorService threads, List<Tab> all, BooleanSupplier enough) {
        Instant deadline = Tab.in(PATIENCE);
        boolean done = false;
        while (!done && Instant.now().isBefore(deadline)) {
            List<CompletableFuture<Void>> listening = all.stream()
                    .map(tab -> CompletableFuture.runAsync(
                            () -> {
                                tab.connect();
                                tab.stay(Duration.ofMillis(500));
                            },
                            threads))
                    .toList();
            listening.forEach(CompletableFuture::join);
            done = enough.getAsBoolean();
        }
    }

    private void judge(Tab tab) {
        String name = tab.http.name;
        assertEquals(List.of(), tab.faults, name);
        assertTrue(
                REASONS.containsAll(tab.counts.all.keySet().stream()
                        .filter(what -> what.startsWith("started anew"))
                        .toList()),
                tab.counts.all.toString());
        JsonObject snapshot = tab.snapshot().orElseThrow();
        assertEquals(seq(snapshot), tab.position(), tab::standing);
        assertEquals(Replica.shown(snapshot), tab.shown(), name);
        for (String room : List.of("", "design")) {
            assertEquals(
                    tab.talk.page(room),
                    tab.talk.shown().entrySet().stream()
                            .filter(entry -> entry.getValue().room().equals(room))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                    name);
        }
        JsonObject unread = PlainHttp.json(tab.http
                .call("GET", "api/workspaces/" + workspace + "/messages/unread", "")
                .body());
        for (JsonObject conversation : unread.getJsonArray("items").getValuesAs(JsonObject.class)) {
            assertEquals(
                    conversation.getJsonNumber("unread").longValueExact(),
                    tab.talk.unread(Talk.room(conversation)),
                    name + " " + conversation);
        }
        judgeInbox(tab);
    }

    private static void judgeInbox(Tab tab) {
        List<JsonObject> listed = new ArrayList<>();
        String next = "";
        JsonObject page;
        do {
            page = PlainHttp.json(tab.http
                    .call("GET", "api/notifications?limit=200" + (next.isEmpty() ? "" : "&after=" + next), "")
                    .body());
            listed.addAll(0, reversed(page.getJsonArray("items").getValuesAs(JsonObject.class)));
            next = page.getString("next", "");
        } while (!next.isEmpty());
        assertEquals(listed, tab.inbox.shown(), tab.http.name);
        assertEquals(page.getJsonNumber("unread").longValueExact(), tab.inbox.unread(), tab.http.name);
        assertEquals(page.getJsonNumber("upTo").longValueExact(), tab.inbox.upTo(), tab.http.name);
    }

    private static List<JsonObject> reversed(List<JsonObject> list) {
        List<JsonObject> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private void everyoneIsSeen(List<Tab> by, int people) {
        Map<String, JsonObject> online = new TreeMap<>();
        PlainHttp.json(owner.call("GET", "api/workspaces/" + workspace + "/presence", "")
                        .body())
                .getJsonArray("online")
                .getValuesAs(JsonObject.class)
                .forEach(present -> online.put(present.getString("userId"), present));
        assertEquals(people, online.size());
        by.forEach(tab -> assertEquals(online, new TreeMap<>(tab.roster()), tab.http.name));
    }

    private void report(Server server, int removals, List<Colleague> colleagues) {
        Map<String, Integer> counts = new TreeMap<>();
        tabs.forEach(tab -> tab.counts.all.forEach((what, count) -> counts.merge(what, count, Integer::sum)));
        Map<String, Integer> answers = new TreeMap<>();
        colleagues.forEach(one -> one.answers().forEach((what, count) -> answers.merge(what, count, Integer::sum)));
        System.out.printf(
                "%s, %d s, journal at %d, %d removals and demotions: tabs %s, joined within %s; calls %s; faults %d%n",
                server,
                TIME.toSeconds(),
                tabs.get(0).position(),
                removals,
                counts,
                joins(),
                answers,
                tabs.stream().mapToInt(tab -> tab.faults.size()).sum());
    }

    private String joins() {
        List<Long> millis = tabs.stream()
                .flatMap(tab -> tab.joins.stream())
                .map(TimeUnit.NANOSECONDS::toMillis)
                .sorted()
                .toList();
        return "%d ms (half of them), %d ms (99 %%), %d ms (all)"
                .formatted(
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() * 99 / 100),
                        millis.get(millis.size() - 1));
    }

    private static long seq(JsonObject snapshot) {
        return snapshot.getJsonNumber("seq").longValueExact();
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
