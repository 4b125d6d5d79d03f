package dev.tutti.work.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Comments")
class CommentsTest {
    private final Discussion discussion = new Discussion();
    private final Caller ada = discussion.ada;
    private final Caller bob = discussion.bob;
    private final Caller gus = discussion.office.member(discussion.workspace, ada, "gus", Role.GUEST);
    private final Caller eve = discussion.office.person("eve");

    @AfterEach
    void close() {
        discussion.close();
    }

    @Test
    @DisplayName("are told as they are shown, each with the number of its entry")
    void told() {
        CommentView comment = discussion.say(bob, "Steam, @ada?");

        assertEquals("comment:created", discussion.last().what().type());
        assertEquals(JsonText.of(comment), discussion.last().what().payload());
        assertEquals(discussion.last().seq(), comment.seq());
        assertEquals(comment, discussion.find(comment.id()));
        assertEquals(List.of(ada.id().value()), comment.mentions());

        CommentView edited = discussion.edit(bob, comment.id(), "Water!").value();
        assertEquals("comment:updated", discussion.last().what().type());
        assertEquals(
                StrictJson.object(
                        "{\"id\":\"%s\",\"taskId\":\"%s\",\"version\":2,\"text\":\"Water!\",\"mentions\":[],\"editedAt\":%s}"
                                .formatted(
                                        comment.id(),
                                        discussion.task.id(),
                                        JsonText.of(edited.editedAt().orElseThrow()))),
                StrictJson.object(discussion.last().what().payload()));
        long end = discussion.last().seq();
        assertEquals(
                end, discussion.edit(bob, comment.id(), "Water!").position().seq());
    }

    @Test
    @DisplayName("are for members to write and for guests to read; strangers find nothing")
    void roles() {
        UUID his = discussion.say(bob, "his").id();
        UUID hers = discussion.say(ada, "hers").id();

        assertEquals("done done forbidden not_found", each(caller -> discussion.say(caller, "x")));
        assertEquals("forbidden done forbidden not_found", each(caller -> discussion.edit(caller, his, "x")));
        assertEquals("done done forbidden not_found", each(caller -> discussion.react(caller, his, "+", true)));
        assertEquals(
                "done done done not_found",
                each(caller -> discussion.comments(c -> c.find(caller, discussion.id(his)))));
        assertEquals("forbidden", outcome(() -> discussion.delete(bob, hers)));
        assertEquals("forbidden", outcome(() -> discussion.delete(gus, hers)));
        assertEquals("not_found", outcome(() -> discussion.delete(eve, hers)));
        assertEquals("done", outcome(() -> discussion.delete(ada, his)), "an administrator may");
    }

    @Test
    @DisplayName("C2: are found on their own task only, and not while that lies in the trash")
    void onTheirTask() {
        UUID comment = discussion.say(bob, "x").id();
        TaskId other = discussion.task("Another");

        assertEquals("not_found", outcome(() -> discussion.comments(c -> c.find(ada, new CommentId(other, comment)))));
        assertEquals(
                "not_found",
                outcome(() -> discussion.comments(c -> c.delete(ada, new CommentId(other, comment), IfMatch.ANY))));
        discussion.tasks(t -> t.trash(ada, discussion.task, IfMatch.ANY));
        for (Runnable attempt : List.<Runnable>of(
                () -> discussion.find(comment),
                () -> discussion.page(50, Optional.empty()),
                () -> discussion.say(bob, "y"),
                () -> discussion.edit(bob, comment, "y"),
                () -> discussion.react(bob, comment, "+", true),
                () -> discussion.delete(bob, comment))) {
            assertEquals("not_found", outcome(attempt));
        }
        discussion.tasks(t -> t.restore(ada, discussion.task));
        assertEquals("x", discussion.find(comment).text());
    }

    @Test
    @DisplayName("are paged in the order in which they were said")
    void pages() {
        List<UUID> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            said.add(discussion.say(bob, "c" + i).id());
        }
        Page<CommentView> first = discussion.page(3, Optional.empty());
        Page<CommentView> second = discussion.page(3, first.next());

        List<UUID> seen = new ArrayList<>();
        List.of(first, second).forEach(page -> page.items().forEach(comment -> seen.add(comment.id())));
        assertEquals(said, seen);
        assertEquals(Optional.empty(), second.next());
        TaskId other = discussion.task("Another");
        assertEquals(
                "bad_value",
                outcome(() -> discussion.comments(c -> c.page(ada, other, new PageRequest(3, first.next())))),
                "C13: of another list");
    }

    @Test
    @DisplayName("are gone when they are deleted, with the reactions to them")
    void deleted() {
        CommentView comment = discussion.say(bob, "x");
        discussion.react(ada, comment.id(), "🎉", true);
        discussion.react(bob, comment.id(), "🎉", true);
        assertEquals(
                List.of(new ReactionView(
                        "🎉", List.of(ada.id().value(), bob.id().value()))),
                discussion.find(comment.id()).reactions());
        assertEquals("comment:reacted", discussion.last().what().type());

        discussion.delete(bob, comment.id());

        assertEquals("comment:deleted", discussion.last().what().type());
        assertEquals("not_found", outcome(() -> discussion.find(comment.id())));
        assertEquals(List.of(), discussion.page(50, Optional.empty()).items());
        assertEquals(0L, discussion.office.<Long>at(desk -> desk.em()
                .createQuery("select count(r) from Reaction r", Long.class)
                .getSingleResult()));
    }

    @Test
    @DisplayName("are counted for each task")
    void counts() {
        discussion.task("Silent");
        discussion.say(bob, "1");
        discussion.say(ada, "2");

        assertEquals(
                List.of(new CommentCount(discussion.task.id(), 2)),
                discussion.office.at(
                        desk -> Discussion.comments(desk).counts(desk.access().of(gus, discussion.workspace))));
    }

    @Test
    @DisplayName("E5, E18: are changed on the present version only, and take no id twice")
    void conflicts() {
        CommentView comment = discussion.say(bob, "1");
        discussion.edit(bob, comment.id(), "2");
        IfMatch old = new IfMatch(OptionalLong.of(1));

        assertThrows(
                Problem.StaleVersion.class,
                () -> discussion.comments(
                        c -> c.edit(bob, discussion.id(comment.id()), old, StrictJson.object("{\"text\":\"3\"}"))));
        assertThrows(
                Problem.StaleVersion.class,
                () -> discussion.comments(c -> c.delete(bob, discussion.id(comment.id()), old)));
        TaskId other = discussion.task("Another");
        assertEquals(
                "conflict",
                outcome(() -> discussion.comments(
                        c -> c.create(ada, other, new NewComment(Optional.of(comment.id()), "x")))));
    }

    @Test
    @DisplayName("have 1 to 10,000 characters")
    void lengths() {
        for (String text : List.of("", " ", "😀".repeat(10_001))) {
            assertEquals(
                    1,
                    Office.RULES
                            .validate(new NewComment(Optional.empty(), text))
                            .size());
        }
        CommentView comment = discussion.say(bob, "😀".repeat(10_000));
        assertTrue(Office.RULES
                .validate(new NewComment(Optional.empty(), comment.text()))
                .isEmpty());
        assertThrows(ConstraintViolationException.class, () -> discussion.edit(bob, comment.id(), ""));
    }

    private String each(Consumer<Caller> work) {
        return String.join(
                " ",
                List.of(ada, bob, gus, eve).stream()
                        .map(caller -> outcome(() -> work.accept(caller)))
                        .toList());
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (Problem problem) {
            return problem.code().wire();
        }
    }
}
