package dev.tutti.work.announcement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.ManualClock;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.work.account.Town;
import dev.tutti.work.workspace.Office;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An announcement")
class AnnouncementsTest {
    private final Office office = new Office();
    private final ManualClock clock = new ManualClock();
    private final Caller root = new Caller(
            new UserId(UUID.randomUUID()),
            "Root",
            new Credential(UUID.randomUUID(), Optional.empty(), true, Instant.MIN, Instant.MAX),
            Echo.NONE);

    /** The real ones, with a transaction for each call, as in the server. */
    private final Announcements announcements = new Announcements() {
        @Override
        Optional<UUID> next() {
            return office.at(desk -> at(desk).next());
        }

        @Override
        void tell(UUID id, int limit) {
            office.go(desk -> at(desk).tell(id, limit));
        }
    };

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("is heard once by everybody, however many go round with it at the same time")
    void everybody() {
        List<UserId> people = people(2 * Crier.BATCH + 1);
        AnnouncementView view = make("Back at ten.");

        List<CompletableFuture<Void>> criers = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> crier().run(clock.instant())))
                .limit(3)
                .toList();
        criers.forEach(CompletableFuture::join);

        for (UserId person : people) {
            List<Entry> told = inbox(person);
            assertEquals(1, told.size());
            assertEquals("announcement", told.get(0).what().type());
            assertEquals("Root", told.get(0).who().name());
        }
        assertEquals(
                "{\"createdAt\":\"2026-11-20T12:00:00Z\",\"id\":\"" + view.id() + "\",\"text\":\"Back at ten.\"}",
                inbox(people.get(0)).get(0).what().payload());
        assertEquals(Optional.empty(), announcements.next());
    }

    @Test
    @DisplayName("goes on where a node stopped that ended in the middle, and then the next is told")
    void goesOn() {
        List<UserId> people = people(5);
        make("first");
        make("second");
        announcements.tell(announcements.next().orElseThrow(), 2);
        assertEquals(2, people.stream().mapToInt(it -> inbox(it).size()).sum());

        crier().run(clock.instant());

        people.forEach(person -> assertEquals(2, inbox(person).size()));
    }

    @Test
    @DisplayName("is for administrators to make")
    void administrators() {
        Caller ada = office.person("ada");

        assertThrows(
                Problem.Forbidden.class, () -> office.go(desk -> at(desk).make(ada, new NewAnnouncement("Hello"))));
        assertEquals(1, Office.RULES.validate(new NewAnnouncement(" ")).size());
        assertEquals(
                1, Office.RULES.validate(new NewAnnouncement("x".repeat(2_001))).size());
    }

    private AnnouncementView make(String text) {
        return office.at(desk -> at(desk).make(root, new NewAnnouncement(text)));
    }

    private Crier crier() {
        Crier crier = new Crier();
        crier.announcements = announcements;
        return crier;
    }

    private List<UserId> people(int count) {
        return office.at(desk -> IntStream.range(0, count)
                .mapToObj(i -> {
                    UserId person = Town.register(desk.em(), "person" + i);
                    desk.journal().open(StreamId.inbox(person));
                    return person;
                })
                .toList());
    }

    private List<Entry> inbox(UserId person) {
        return office.at(desk -> Journals.reading(desk.em()).after(StreamId.inbox(person), 0, 100));
    }

    private Announcements at(Office.Desk desk) {
        Announcements at = new Announcements();
        at.em = desk.em();
        at.people = Town.people(desk.em());
        at.inboxes = Journals.inboxes(desk.journal());
        at.made = Journals.event(made -> {});
        at.clock = clock;
        return at;
    }
}
