package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("By long polling")
class PollIT extends ServerIT {
    private static final int POLLS = 10;

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String events = "api/workspaces/" + workspace + "/events";
    private final ExecutorService waiting = Executors.newCachedThreadPool();

    @AfterEach
    void hangUp() {
        waiting.shutdownNow();
    }

    @Test
    @DisplayName("without a position the answer is where the journal ends, and nothing else")
    void head() {
        long seq = ada.createsTask(workspace, "Before").seq();
        Answer answer = ada.get(events + "?wait=25").expect(200);
        assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
        assertTrue(answer.header("Content-Type").orElse("").startsWith("application/json"));
        assertEquals(seq, answer.json().getInt("seq"));
        assertEquals(List.of(), items(answer));
        UUID.fromString(answer.json().getString("mark"));
    }

    @Test
    @DisplayName("whoever stops after any event hears exactly the rest, in pages of any size (H11)")
    void cutAnywhere() {
        String start = position(ada.get(events).expect(200));
        long first = Stream.iterate(0, i -> i + 1)
                .limit(12)
                .map(i -> ada.createsTask(workspace, i + " \uD83D\uDE80").seq())
                .toList()
                .get(0);
        for (int limit : new int[] {1, 5, 200}) {
            String position = start;
            List<Long> heard = new ArrayList<>();
            for (Answer page = poll(position, limit); !items(page).isEmpty(); page = poll(position, limit)) {
                assertTrue(items(page).size() <= limit);
                items(page).forEach(item -> heard.add(item.getJsonNumber("seq").longValueExact()));
                position = position(page);
            }
            assertEquals(LongStream.range(first, first + 12).boxed().toList(), heard);
        }
        String title = items(poll(start, 1)).get(0).getJsonObject("payload").getString("title");
        assertEquals("0 \uD83D\uDE80", title);
    }

    @Test
    @DisplayName("whoever waits hears the next event at once, or nothing when the time is over")
    void waits() {
        String start = position(ada.get(events).expect(200));
        Future<Answer> poll = later(() -> ada.get(events + "?wait=25&after=" + start));
        quiet(poll);
        long seq = ada.createsTask(workspace, "Now").seq();
        Instant written = Instant.now();
        Answer answer = get(poll).expect(200);
        assertTrue(Duration.between(written, Instant.now()).toSeconds() < 10);
        assertEquals(seq, items(answer).get(0).getInt("seq"));
        assertEquals(answer.json().getInt("seq"), seq);

        Instant asked = Instant.now();
        Answer empty = ada.get(events + "?wait=2&after=" + position(answer)).expect(200);
        assertEquals(List.of(), items(empty));
        assertEquals(position(answer), position(empty));
        assertTrue(Duration.between(asked, Instant.now()).toMillis() >= 1_900);
    }

    @Test
    @DisplayName("the inbox is polled in the same way")
    void inbox() {
        String inbox = "api/notifications/events";
        String start = position(ada.get(inbox).expect(200));
        Person elsewhere = ada.signsIn();
        Future<Answer> poll = later(() -> ada.get(inbox + "?wait=25&after=" + start));
        elsewhere
                .post("api/auth/logout", "{\"refreshToken\":\"" + elsewhere.refreshToken + "\"}")
                .expect(204);
        assertEquals("session:ended", items(get(poll).expect(200)).get(0).getString("type"));
    }

    @Test
    @DisplayName("a position that cannot be gone on from is 410 with the reason")
    void gone() {
        JsonObject head = ada.get(events).expect(200).json();
        Answer ahead =
                ada.get(events + "?after=" + head.getString("epoch") + ":999").refused(410, "gone");
        assertEquals("ahead_of_history", ahead.json().getString("reason"));
        Answer other = ada.get(events + "?wait=25&after=x:1").refused(410, "gone");
        assertEquals("epoch_changed", other.json().getString("reason"));
    }

    @Test
    @DisplayName("is refused in plain HTTP: who may not, what is not there, what cannot be meant")
    void refused() {
        Person.send("GET", events, "", Map.of()).refused(401, "invalid_token");
        ada.as("GET", events, "", Map.of("Origin", "https://evil.example")).refused(403, "forbidden");
        bob.get(events).refused(404, "not_found");
        bob.get("api/workspaces/" + UUID.randomUUID() + "/events").refused(404, "not_found");
        bob.get("api/workspaces/x/events").refused(404, "not_found");
        for (String parameter :
                List.of("after=x", "after=e:1:1", "limit=0", "limit=201", "wait=26", "wait=-1", "wait=x")) {
            ada.get(events + "?" + parameter).refused(400, "bad_value");
        }
        assertEquals(Optional.of("GET, POST"), ada.put(events, "{}").expect(405).header("Allow"));
        assertEquals(
                Optional.of("GET"),
                ada.post("api/notifications/events", "{}").expect(405).header("Allow"));
        ada.get("api/workspaces/" + workspace).expect(200);
        ada.get("api/workspaces/" + workspace + "/events/more").expect(404);
    }

    @Test
    @DisplayName(
            "so many wait and no more: one more is refused, or takes the place of the one that waits longest; the socket's"
                    + " seats are others")
    void tooMany() {
        String start = position(ada.get(events).expect(200));
        List<CompletableFuture<Answer>> polls = Stream.generate(
                        () -> later(() -> ada.get(events + "?wait=20&after=" + start)))
                .limit(POLLS)
                .toList();
        quiet(polls.get(POLLS - 1));
        Answer more = ada.get(events + "?after=" + start);
        while (more.response().statusCode() != 200) {
            assertEquals(Optional.of("2"), more.refused(429, "rate_limited").header("Retry-After"));
            more = ada.get(events + "?after=" + start);
        }
        CompletableFuture.anyOf(polls.toArray(CompletableFuture<?>[]::new)).join();
        CompletableFuture<Answer> relieved =
                polls.stream().filter(Future::isDone).findFirst().orElseThrow();
        assertEquals(List.of(), items(get(relieved).expect(200)));
        try (Phone phone = Phone.joins(ada, workspace)) {
            long seq = ada.createsTask(workspace, "For all").seq();
            phone.expectEvents(seq, 1);
            polls.stream()
                    .filter(poll -> poll != relieved)
                    .forEach(poll -> assertEquals(
                            seq, items(get(poll).expect(200)).get(0).getInt("seq")));
        }
        ada.get(events + "?after=" + start).expect(200);
    }

    @Test
    @DisplayName(
            "a member who is removed while waiting hears the entry that removes them, and then it is not there (C4)")
    void removal() {
        ada.adds(bob, workspace, "member");
        String start = position(bob.get(events).expect(200));
        Future<Answer> poll = later(() -> bob.get(events + "?wait=25&after=" + start));
        quiet(poll);
        ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
        ada.createsTask(workspace, "Not for Bob");
        Answer last = get(poll).expect(200);
        assertEquals(1, items(last).size());
        assertEquals("workspace:member_left", items(last).get(0).getString("type"));
        bob.get(events + "?after=" + position(last)).refused(404, "not_found");
    }

    @Test
    @DisplayName("whoever signs out while waiting is told so at once (B13)")
    void logout() {
        String start = position(ada.get(events).expect(200));
        Future<Answer> poll = later(() -> ada.get(events + "?wait=25&after=" + start));
        quiet(poll);
        ada.post("api/auth/logout", "{\"refreshToken\":\"" + ada.refreshToken + "\"}")
                .expect(204);
        get(poll).refused(401, "invalid_token");
    }

    private Answer poll(String position, int limit) {
        return ada.get(events + "?after=" + position + "&limit=" + limit).expect(200);
    }

    private CompletableFuture<Answer> later(java.util.function.Supplier<Answer> poll) {
        return CompletableFuture.supplyAsync(poll, waiting);
    }

    /** It has had the time to be answered, and was not. */
    private static void quiet(Future<Answer> poll) {
        try {
            throw new AssertionError("answered: "
                    + poll.get(1_500, TimeUnit.MILLISECONDS).response().body());
        } catch (TimeoutException asWanted) {
            return;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Answer get(Future<Answer> poll) {
        try {
            return poll.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<JsonObject> items(Answer page) {
        return page.json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static String position(Answer page) {
        JsonObject json = page.json();
        return json.getString("epoch") + ":" + json.getInt("seq")
                + (json.isNull("mark") ? "" : ":" + json.getString("mark"));
    }
}
