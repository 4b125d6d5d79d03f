package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.log.Log;
import dev.tutti.base.log.LogLines;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Exposition;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.outward.Sender;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.work.workspace.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What happens in a workspace, posted to a receiver")
class DeliveryTest {
    @AutoClose
    private final Receiver receiver = new Receiver();

    @AutoClose
    private final Post post = new Post();

    @Test
    @DisplayName("arrives in order, each once, signed, in the form of Standard Webhooks")
    void inOrder() {
        post.says("before");
        MadeWebhook made = post.make(receiver.url());
        IntStream.range(0, 2 * Errands.PAGE + 1).forEach(i -> post.says("" + i));

        post.round();
        post.round();

        assertEquals(
                IntStream.range(0, 2 * Errands.PAGE + 1).mapToObj(i -> "" + i).toList(), texts());
        Receiver.Heard first = receiver.heard.get(0);
        assertEquals("test:said", first.type());
        assertEquals(post.workspace.toString(), first.body().getString("workspaceId"));
        assertEquals("ada", first.body().getJsonObject("actor").getString("name"));
        Position position = Position.parse(first.body().getString("position"));
        assertEquals(first.body().getInt("seq"), position.seq());
        assertEquals("msg_" + position.mark().orElseThrow(), first.id());
        assertEquals(post.clock.instant().getEpochSecond(), first.second());
        for (Receiver.Heard heard : receiver.heard) {
            assertEquals(List.of(signature(made, heard)), heard.signatures());
        }
        assertEquals(0, post.view(made).failures());
        assertEquals(Optional.of(post.clock.instant()), post.view(made).deliveredAt());
    }

    @Test
    @DisplayName("is tried again when it was not taken, later each time, under the same id, and nothing overtakes it")
    void retried() {
        MadeWebhook made = post.make(receiver.url());
        receiver.next(Receiver.status(500), Receiver.status(503, "Retry-After", "60"));
        post.says("one");
        post.says("two");

        post.round();
        assertEquals(List.of("one"), texts());
        assertEquals(Optional.of("it answered 500"), post.view(made).fault());
        passes(Duration.ofMillis(2_499));
        assertEquals(List.of("one"), texts());
        passes(Duration.ofMillis(1));
        assertEquals(List.of("one", "one"), texts());
        passes(Duration.ofSeconds(59));
        assertEquals(2, receiver.heard.size(), "as asked for");
        passes(Duration.ofSeconds(1));

        assertEquals(List.of("one", "one", "one", "two"), texts());
        assertEquals(
                1,
                receiver.heard.stream()
                        .limit(3)
                        .map(Receiver.Heard::id)
                        .distinct()
                        .count());
        assertEquals(Optional.empty(), post.view(made).fault());
        assertEquals(0, post.view(made).failures());
    }

    @Test
    @DisplayName("is not held up by a receiver that stalls, redirects or is restarted, and nothing is lost by it")
    void trouble() {
        MadeWebhook made = post.make(receiver.url());
        Receiver elsewhere = new Receiver();
        receiver.next(exchange -> pause(), Receiver.status(302, "Location", elsewhere.url()));
        post.says("one");

        post.round(post.sender(Duration.ofMillis(300)));
        assertEquals(Optional.of("no answer came in time"), post.view(made).fault());
        passes(Duration.ofSeconds(10));
        assertEquals(
                Optional.of("it answered 302, and redirects are not followed"),
                post.view(made).fault());
        assertEquals(List.of(), elsewhere.heard);
        elsewhere.close();
        post.webhooks(it -> it.resume(post.ada, post.workspace, made.webhook().id()));
        receiver.stop();
        post.round();
        assertEquals(Optional.of("it could not be reached"), post.view(made).fault());
        post.says("two");
        receiver.start();
        passes(Duration.ofSeconds(10));

        assertEquals(List.of("one", "one", "one", "two"), texts());
    }

    @Test
    @DisplayName("is paused after so many failures, or when it is gone for good, of which the owners are told")
    void paused() {
        MadeWebhook made = post.make(receiver.url());
        receiver.next(Receiver.status(500), Receiver.status(404), Receiver.status(500));
        post.says("one");
        for (int i = 0; i < 5; i++) {
            passes(Duration.ofHours(2));
        }

        assertEquals(3, receiver.heard.size());
        assertEquals(3, post.view(made).failures());
        assertTrue(post.view(made).pausedAt().isPresent());
        assertEquals(List.of(new WebhookPaused(post.workspace, made.webhook().id(), "127.0.0.1")), post.paused);
        post.webhooks(it -> it.resume(post.ada, post.workspace, made.webhook().id()));
        post.round();
        assertEquals(List.of("one", "one", "one", "one"), texts());
        receiver.next(Receiver.status(410));
        post.says("two");
        passes(Duration.ZERO);
        assertTrue(post.view(made).pausedAt().isPresent());
        assertEquals(2, post.paused.size());
    }

    @Test
    @DisplayName("waits while its webhook is paused by hand, of which nobody need be told, and is then posted as ever")
    void held() {
        MadeWebhook made = post.make(receiver.url());
        UUID id = made.webhook().id();
        post.says("one");
        Errand underWay = post.errands.take(id, now()).orElseThrow();
        Optional<Instant> since =
                post.webhooks(it -> it.pause(post.ada, post.workspace, id)).pausedAt();
        post.clock.advance(Duration.ofHours(1));

        assertEquals(
                since,
                post.webhooks(it -> it.pause(post.ada, post.workspace, id)).pausedAt());
        post.errands.failed(underWay, "late", failures -> Optional.empty(), now());
        post.round();
        assertEquals(List.of(), receiver.heard);
        assertEquals(List.of(), post.paused);
        assertEquals(0, post.view(made).failures());
        resume(made);
        assertEquals(List.of("one"), texts());
    }

    @Test
    @DisplayName("is counted by what comes of it, when it is tried again, and when there was no time or no try left")
    void counted() {
        MadeWebhook made = post.make(receiver.url());
        List<Growth> outcomes = Stream.of("taken", "late", "refused", "unreached", "gone")
                .map(outcome -> Growth.of(Count.WEBHOOK_POSTS, outcome))
                .toList();
        Growth again = Growth.of(Count.WEBHOOK_RETRIES);
        Growth late = Growth.of(Limit.WEBHOOK_ANSWER_SECONDS);
        Growth spent = Growth.of(Limit.WEBHOOK_TRIES);
        receiver.next(exchange -> pause(), Receiver.status(503));
        post.says("one");

        post.round(post.sender(Duration.ofMillis(300)));
        assertEquals(1, late.now());
        passes(Duration.ofHours(1));
        receiver.stop();
        passes(Duration.ofHours(1));
        assertEquals(1, spent.now());
        assertEquals(2, again.now());
        receiver.start();
        receiver.next(Receiver.status(410));
        resume(made);
        resume(made);
        post.says("two");
        post.round();

        assertEquals(
                List.of(2L, 1L, 1L, 1L, 1L), outcomes.stream().map(Growth::now).toList());
        assertEquals(List.of(1L, 1L, 2L), List.of(late.now(), spent.now(), again.now()));
    }

    @Test
    @DisplayName("shows how far the slowest receiver is behind, how many are paused, and when one waits for others")
    void watched() {
        try (Post busy = new Post("TUTTI_WEBHOOKS_AT_ONCE", "1")) {
            Courier courier = busy.courier();
            courier.watch();
            Delivery delivery = busy.delivery(busy.sender(Duration.ofSeconds(10)));
            Growth waited = Growth.of(Limit.WEBHOOKS_AT_ONCE);
            List<Runnable> waiting = new ArrayList<>();
            busy.make(receiver.url());
            busy.says("one");
            busy.make(receiver.url());
            busy.says("two");
            receiver.next(Receiver.status(410));

            courier.round(waiting::add, delivery);
            assertEquals(1, waited.now());
            assertEquals(List.of("tutti_webhook_lag_entries 2.0", "tutti_webhooks_paused 0.0"), levels());
            waiting.forEach(Runnable::run);
            courier.round(waiting::add, delivery);
            assertEquals(List.of("tutti_webhook_lag_entries 0.0", "tutti_webhooks_paused 1.0"), levels());
            assertEquals(2, waiting.size(), "there is nothing more to do");
        }
    }

    @Test
    @DisplayName("goes to each receiver in turn: one that is slow to take each message keeps no other waiting for long")
    void inTurn() {
        post.make(receiver.url(), "test:*");
        try (Receiver other = new Receiver()) {
            receiver.next(slow(), slow(), slow(), slow(), slow());
            IntStream.range(0, 5).forEach(i -> post.says("" + i));
            post.make(other.url());
            post.says("for both");

            post.round();
            assertEquals(List.of("0", "1"), texts());
            assertEquals(List.of("test:said"), other.types());
            post.round();
            assertEquals(List.of("0", "1", "2", "3"), texts());
            post.round();
            assertEquals(List.of("0", "1", "2", "3", "4", "for both"), texts());
        }
    }

    /** Takes it, after most of a turn. */
    private Receiver.Manner slow() {
        return exchange -> {
            post.clock.advance(Delivery.TURN.multipliedBy(4).dividedBy(5));
            Receiver.status(204).answer(exchange);
        };
    }

    @Test
    @DisplayName("leaves a line in the log where it was not taken, which says which webhook it was about")
    void logged() {
        MadeWebhook made = post.make(receiver.url());
        receiver.next(Receiver.status(500), Receiver.status(410));
        post.says("one");
        String id = made.webhook().id().toString();

        assertEquals(
                List.of("INFO webhook.fail cause=it answered 500 webhook=" + id),
                LogLines.of(Delivery.class, post::round));
        assertEquals(
                List.of("WARNING webhook.paused cause=it answered 410 webhook=" + id),
                LogLines.of(Errands.class, () -> passes(Duration.ofHours(1))));
        assertEquals(List.of("INFO later"), LogLines.of(DeliveryTest.class, () -> Log.of(DeliveryTest.class)
                .log(System.Logger.Level.INFO, "later")));
    }

    @Test
    @DisplayName("is only what was asked for")
    void types() {
        MadeWebhook made = post.make(receiver.url(), "workspace:*", "custom:x");
        IntStream.range(0, Errands.PAGE + 7).forEach(i -> post.says("unwanted"));
        Position last = post.says("unwanted");

        post.round();
        assertEquals(List.of(), receiver.heard);
        assertEquals(last.toString(), post.view(made).position());
        post.office.member(post.workspace, post.ada, "bob", Role.MEMBER);
        post.round();
        assertEquals(List.of("workspace:member_joined"), receiver.types());
    }

    @Test
    @DisplayName("is signed with both secrets for a while after a change")
    void rotation() {
        MadeWebhook before = post.make(receiver.url());
        MadeWebhook after = post.webhooks(
                it -> it.changeSecret(post.ada, post.workspace, before.webhook().id()));
        post.says("one");
        post.round();
        post.clock.advance(Duration.ofHours(24));
        post.says("two");
        post.round();

        Receiver.Heard one = receiver.heard.get(0);
        assertEquals(List.of(signature(after, one), signature(before, one)), one.signatures());
        Receiver.Heard two = receiver.heard.get(1);
        assertEquals(List.of(signature(after, two)), two.signatures());
    }

    @Test
    @DisplayName("is posted by one node at a time; when that one is not heard of any more, another goes on")
    void oneAtATime() {
        MadeWebhook made = post.make(receiver.url());
        Position one = post.says("one");
        post.says("two");
        Errand stuck = post.errands.take(made.webhook().id(), now()).orElseThrow();

        post.round();
        passes(Duration.ofSeconds(29));
        assertEquals(List.of(), receiver.heard);
        passes(Duration.ofSeconds(1));
        assertEquals(List.of("one", "two"), texts());
        assertFalse(post.errands.delivered(stuck, one, now()), "what it says now counts no more");
        post.errands.failed(stuck, "late", failures -> Optional.empty(), now());
        post.errands.giveBack(stuck, one, now());
        post.errands.over(stuck);
        passes(Duration.ofMinutes(1));
        assertEquals(List.of("one", "two"), texts());
        assertEquals(0, post.view(made).failures());
    }

    @Test
    @DisplayName("is left to others by a node that stops, without delay")
    void stops() {
        MadeWebhook made = post.make(receiver.url());
        post.says("one");
        Sender sender = post.sender(Duration.ofSeconds(10));
        new Delivery(post.errands, sender, new Backoff(() -> 0), () -> true, post.clock)
                .to(made.webhook().id());
        assertEquals(List.of(), receiver.heard);

        post.round();
        assertEquals(List.of("one"), texts());
    }

    @Test
    @DisplayName("can be posted once more from a position, but from none that there is no way on from")
    void replay() {
        MadeWebhook made = post.make(receiver.url());
        Position start = Position.parse(made.webhook().position());
        Position one = post.says("one");
        post.says("two");
        post.round();

        post.webhooks(it -> it.replay(post.ada, post.workspace, made.webhook().id(), one));
        post.round();
        post.webhooks(it -> it.replay(post.ada, post.workspace, made.webhook().id(), start));
        post.round();
        assertEquals(List.of("one", "two", "two", "one", "two"), texts());
        assertEquals(
                List.of("gone", "gone", "gone"),
                List.of(
                                new Position("other", 1, Optional.empty()),
                                new Position(one.epoch(), 99, Optional.empty()),
                                new Position(one.epoch(), one.seq(), start.mark()))
                        .stream()
                        .map(position -> post.office.outcome(desk -> post.webhooks(desk)
                                .replay(post.ada, post.workspace, made.webhook().id(), position)))
                        .toList());
    }

    @Test
    @DisplayName("begins anew, and says so, where what comes next does not follow on what came last")
    void reset() {
        MadeWebhook made = post.make(receiver.url());
        post.says("one");
        post.round();
        post.office.go(desk -> desk.journal().replace(StreamId.workspace(post.workspace)));
        receiver.next(Receiver.status(500));
        post.round();
        post.says("of another history");
        passes(Duration.ofSeconds(10));
        post.says("heard");
        post.round();

        assertEquals(List.of("test:said", "reset", "reset", "test:said"), receiver.types());
        assertEquals(
                "epoch_changed",
                receiver.heard.get(2).body().getJsonObject("data").getString("reason"));
        assertEquals("heard", text(receiver.heard.get(3)));
        post.office.go(desk -> desk.em()
                .createQuery("update JournalLine l set l.mark = :mark where l.seq = :seq")
                .setParameter("mark", UUID.randomUUID())
                .setParameter("seq", Position.parse(post.view(made).position()).seq())
                .executeUpdate());
        post.says("in the place of another");
        post.round();
        assertEquals(
                "ahead_of_history",
                receiver.heard.get(4).body().getJsonObject("data").getString("reason"));
    }

    @Test
    @DisplayName("ends with the workspace, of whose end it tells")
    void workspaceDeleted() {
        post.make(receiver.url());
        post.make(receiver.url(), "task:*");
        post.office.go(desk -> desk.workspaces().delete(post.ada, post.workspace, IfMatch.ANY));

        post.round();

        assertEquals(List.of("workspace:deleted"), receiver.types());
        assertEquals(0L, post.office.<Long>at(desk -> desk.em()
                .createQuery("select count(w) from Webhook w", Long.class)
                .getSingleResult()));
    }

    @Test
    @DisplayName("goes to no address that only this server can reach, unless it may")
    void surroundings() {
        MadeWebhook made = post.make(receiver.url());
        post.says("one");
        Post strict = new Post("TUTTI_WEBHOOKS_ANYWHERE", "false");

        post.round(strict.sender(Duration.ofSeconds(10)));
        strict.close();

        assertEquals(
                Optional.of("its address is not a public one"), post.view(made).fault());
        assertEquals(List.of(), receiver.heard);
    }

    private void resume(MadeWebhook made) {
        post.webhooks(it -> it.resume(post.ada, post.workspace, made.webhook().id()));
        post.round();
    }

    private static List<String> levels() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Exposition.write(text);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("tutti_webhook(_lag|s_paused).*"))
                .sorted()
                .toList();
    }

    private void passes(Duration time) {
        post.clock.advance(time);
        post.round();
    }

    private Instant now() {
        return post.clock.instant();
    }

    private List<String> texts() {
        return receiver.heard.stream().map(DeliveryTest::text).toList();
    }

    private static String text(Receiver.Heard heard) {
        return heard.body().getJsonObject("data").getString("text");
    }

    private static String signature(MadeWebhook made, Receiver.Heard heard) {
        return new WebhookSecret(made.secret()).sign(heard.id(), heard.second(), heard.bytes());
    }

    /** Does not answer, until the receiver ends. */
    private static void pause() {
        try {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
