package dev.tutti.work.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.Page;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Messages")
class MessagesTest {
    private final Lounge lounge = new Lounge();
    private final Caller ada = lounge.ada;
    private final Caller bob = lounge.member("bob", Role.MEMBER);
    private final Caller gus = lounge.member("gus", Role.GUEST);
    private final Caller eve = lounge.person("eve");

    @AfterEach
    void close() {
        lounge.close();
    }

    @Test
    @DisplayName("are told as they are shown, each with the number of its entry")
    void sent() {
        MessageView first = lounge.say(ada, "Hello");

        assertEquals(lounge.last().seq(), first.seq());
        assertEquals("chat:message", lounge.last().what().type());
        assertEquals(JsonText.of(first), lounge.last().what().payload());
        assertEquals(first, lounge.find(first.id()));
        assertEquals(Optional.of("Hello"), first.text());
        assertEquals("ada", first.author().name());
        assertEquals(Optional.empty(), first.room());
        assertEquals(1, first.version());
    }

    @Test
    @DisplayName("are for members to write and for guests to read; strangers find nothing")
    void roles() {
        UUID his = lounge.say(bob, "mine").id();
        UUID hers = lounge.say(ada, "mine").id();

        assertEquals("done done forbidden not_found", each(caller -> lounge.say(caller, "x")));
        assertEquals("done forbidden forbidden not_found", each(caller -> lounge.edit(caller, hers, "x")));
        assertEquals("forbidden done forbidden not_found", each(caller -> lounge.edit(caller, his, "x")));
        assertEquals("done done forbidden not_found", each(caller -> lounge.react(caller, his, "+", true)));
        assertEquals("forbidden", outcome(() -> lounge.delete(bob, hers)));
        assertEquals("forbidden", outcome(() -> lounge.delete(gus, hers)));
        assertEquals("not_found", outcome(() -> lounge.delete(eve, hers)));
        assertEquals("done", outcome(() -> lounge.delete(ada, his)), "an administrator may");
        assertEquals("done", outcome(() -> lounge.messages(m -> m.find(gus, lounge.id(hers)))));
        assertEquals("not_found", outcome(() -> lounge.messages(m -> m.find(eve, lounge.id(hers)))));
    }

    @Test
    @DisplayName("C2: of another workspace are not found through one's own")
    void otherWorkspace() {
        UUID there = lounge.say(ada, "there").id();
        UUID other = lounge.office.workspace(eve);

        assertEquals("not_found", outcome(() -> lounge.messages(m -> m.find(eve, new MessageId(other, there)))));
        assertEquals(
                "bad_request",
                outcome(() -> lounge.messages(
                        m -> m.send(eve, other, Lounge.asked("'text':'x','replyTo':'" + there + "'")))));
    }

    @Test
    @DisplayName("C12: have ids of which those before tell nothing but the time; and one that is known opens nothing")
    void guessing() {
        List<UUID> said =
                Stream.generate(() -> lounge.say(ada, "x").id()).limit(200).toList();

        long random = 0xFFFF_FFFF_FFFFL;
        assertEquals(
                200,
                said.stream()
                        .map(id -> id.getLeastSignificantBits() & random)
                        .distinct()
                        .count());
        for (int i = 1; i < said.size(); i++) {
            long step = (said.get(i).getLeastSignificantBits() & random)
                    - (said.get(i - 1).getLeastSignificantBits() & random);
            assertTrue(Math.abs(step) > 1_000, "counted on: " + said.get(i - 1) + " " + said.get(i));
        }
        assertEquals("not_found", outcome(() -> lounge.messages(m -> m.find(eve, lounge.id(said.get(0))))));
    }

    @Test
    @DisplayName("are paged back from the newest, each conversation by itself, the deleted ones among them")
    void pages() {
        List<UUID> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            said.add(0, lounge.say(ada, "main " + i).id());
            lounge.say(bob, "Room ①", "there " + i);
        }
        lounge.delete(ada, said.get(3));

        Page<MessageView> first = lounge.page(null, 3, Optional.empty());
        lounge.say(bob, "meanwhile");
        Page<MessageView> second = lounge.page(null, 3, first.next());
        Page<MessageView> third = lounge.page(null, 3, second.next());

        List<UUID> seen = new ArrayList<>();
        List.of(first, second, third).forEach(page -> page.items().forEach(message -> seen.add(message.id())));
        assertEquals(said, seen);
        assertEquals(Optional.empty(), third.next());
        assertEquals(Optional.empty(), second.items().get(0).text());
        assertEquals(7, lounge.page("Room ①", 50, Optional.empty()).items().size());
        assertEquals(List.of(), lounge.page("Elsewhere", 50, Optional.empty()).items());
        assertEquals("bad_value", outcome(() -> lounge.page("Room ①", 3, first.next())), "C13: of another list");
    }

    @Test
    @DisplayName("the latest of the main conversation are shown in their order")
    void latest() {
        IntStream.range(0, 5).forEach(i -> lounge.say(ada, "m" + i));
        lounge.say(ada, "room", "elsewhere");

        List<MessageView> latest = lounge.office.at(
                desk -> Lounge.messages(desk).latest(desk.access().of(gus, lounge.workspace), 3));

        assertEquals(
                List.of("m2", "m3", "m4"),
                latest.stream().map(message -> message.text().orElseThrow()).toList());
    }

    @Test
    @DisplayName("can answer one of the same conversation that is still there, and no other")
    void replies() {
        MessageView asked = lounge.say(ada, "Who?");
        MessageView elsewhere = lounge.say(ada, "room", "Who?");
        MessageView gone = lounge.say(ada, "gone");
        lounge.delete(ada, gone.id());

        assertEquals(Optional.of(asked.id()), answer(asked.id()).replyTo());
        for (UUID wrong : List.of(elsewhere.id(), gone.id(), UUID.randomUUID())) {
            assertEquals("bad_request", outcome(() -> answer(wrong)));
        }
    }

    @Test
    @DisplayName("name their mentions, and an edit finds them anew")
    void mentions() {
        MessageView message = lounge.say(ada, "@Bob and @eve");
        assertEquals(List.of(bob.id().value()), message.mentions());

        MessageView edited = lounge.edit(ada, message.id(), "@gus").value();

        assertEquals(List.of(gus.id().value()), edited.mentions());
        assertEquals("chat:edited", lounge.last().what().type());
        assertEquals(
                StrictJson.object(
                        "{\"id\":\"%s\",\"room\":null,\"version\":2,\"text\":\"@gus\",\"mentions\":[\"%s\"],\"editedAt\":%s}"
                                .formatted(
                                        message.id(),
                                        gus.id(),
                                        JsonText.of(edited.editedAt().orElseThrow()))),
                StrictJson.object(lounge.last().what().payload()));
    }

    @Test
    @DisplayName("E5: are not edited or deleted on a version that is not the present one")
    void stale() {
        UUID message = lounge.say(ada, "one").id();
        lounge.edit(ada, message, "two");
        IfMatch old = new IfMatch(OptionalLong.of(1));
        IfMatch present = new IfMatch(OptionalLong.of(2));

        assertThrows(
                Problem.StaleVersion.class,
                () -> lounge.messages(
                        m -> m.edit(ada, lounge.id(message), old, StrictJson.object("{\"text\":\"three\"}"))));
        assertThrows(Problem.StaleVersion.class, () -> lounge.messages(m -> m.delete(ada, lounge.id(message), old)));
        lounge.messages(m -> m.edit(ada, lounge.id(message), present, StrictJson.object("{\"text\":\"three\"}")));
        assertEquals(Optional.of("three"), lounge.find(message).text());
    }

    @Test
    @DisplayName("E1, C14: keep author, number, time and version of their own, whatever is sent")
    void forged() {
        String forged = "'text':'x','seq':999,'version':7,'createdAt':'1999-01-01T00:00:00Z','workspaceId':'"
                + UUID.randomUUID() + "','author':{'id':'" + bob.id() + "','name':'bob'},'userId':'" + bob.id() + "'";
        MessageView message = lounge.send(ada, forged);
        MessageView edited = lounge.messages(m -> m.edit(
                        ada,
                        lounge.id(message.id()),
                        IfMatch.ANY,
                        StrictJson.object("{" + forged.replace('\'', '"').replace("\"x\"", "\"y\"") + "}")))
                .value();

        assertEquals(message.seq(), edited.seq());
        assertEquals(lounge.last().seq() - 1, message.seq());
        assertEquals(ada.id().value(), edited.author().id());
        assertEquals(lounge.workspace, edited.workspaceId());
        assertEquals(2, edited.version());
        assertEquals(message.createdAt(), edited.createdAt());
        assertTrue(message.createdAt().toString().startsWith("20"));
    }

    @Test
    @DisplayName("that change nothing tell nothing")
    void untold() {
        UUID message = lounge.say(ada, "same").id();
        lounge.react(bob, message, "👍", true);
        long end = lounge.last().seq();

        assertEquals(end, lounge.edit(ada, message, "same").position().seq());
        lounge.react(bob, message, "👍", true);
        lounge.react(ada, message, "👍", false);
        assertEquals(end, lounge.last().seq());
    }

    @Test
    @DisplayName("that are deleted stay without what was said")
    void deleted() {
        UUID message = lounge.say(ada, "secret @bob").id();
        lounge.react(bob, message, "👍", true);
        lounge.delete(ada, message);

        MessageView left = lounge.find(message);
        assertEquals(Optional.empty(), left.text());
        assertEquals(List.of(), left.mentions());
        assertEquals(List.of(), left.reactions());
        assertEquals(2, left.version());
        assertTrue(left.deletedAt().isPresent());
        assertEquals("not_found", outcome(() -> lounge.edit(ada, message, "back")));
        assertEquals("not_found", outcome(() -> lounge.delete(ada, message)));
        assertEquals("not_found", outcome(() -> lounge.react(bob, message, "👍", true)));
        assertEquals("conflict", outcome(() -> lounge.send(ada, "'text':'x','id':'" + message + "'")));
    }

    @Test
    @DisplayName("show their reactions in the order of the emojis, and each emoji's people in theirs")
    void reactions() {
        UUID message = lounge.say(ada, "x").id();
        lounge.react(bob, message, "👍🏽", true);
        lounge.react(ada, message, "🎉", true);
        lounge.react(ada, message, "👍🏽", true);
        assertEquals(
                List.of(reaction("👍🏽", bob, ada), reaction("🎉", ada)),
                lounge.find(message).reactions());

        lounge.react(bob, message, "👍🏽", false);
        lounge.react(bob, message, "👍🏽", true);
        assertEquals(
                List.of(reaction("👍🏽", ada, bob), reaction("🎉", ada)),
                lounge.find(message).reactions(),
                "the emoji keeps its place, and who comes back comes last");

        lounge.react(ada, message, "🎉", false);
        assertEquals(List.of(reaction("👍🏽", ada, bob)), lounge.find(message).reactions());
    }

    @Test
    @DisplayName("take so many different reactions, and so many altogether")
    void reactionLimits() {
        UUID message = lounge.say(ada, "x").id();
        List.of("1", "2", "3").forEach(emoji -> lounge.react(ada, message, emoji, true));

        assertEquals("limit", outcome(() -> lounge.react(bob, message, "4", true)));
        lounge.react(bob, message, "1", true);
        assertEquals("limit", outcome(() -> lounge.react(bob, message, "2", true)));
        lounge.react(bob, message, "1", false);
        lounge.react(bob, message, "2", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "12345678901234567", "\u0000", "\n", "\u00a0", "\ud83d"})
    @DisplayName("take no reaction that is not a sign")
    void noEmoji(String text) {
        assertThrows(Problem.Invalid.class, () -> new Emoji(text));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "100,true", "101,false", "0,false"})
    @DisplayName("go to rooms with names of 1 to 100 characters, emojis counted as one")
    void roomNames(int length, boolean good) {
        assertEquals(
                good ? "done" : "bad_request",
                outcome(() -> new Conversation(lounge.workspace, Optional.of("😀".repeat(length)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\nb", "a\tb", "a\u2028b", "a\u0000b", "a\ud800b"})
    @DisplayName("go to no room whose name is not one line of text")
    void badRoomNames(String name) {
        assertThrows(Problem.Invalid.class, () -> new Conversation(lounge.workspace, Optional.of(name)));
    }

    @Test
    @DisplayName("begin only so many rooms, and go on in the ones there are")
    void roomLimit() {
        lounge.say(ada, "main");
        List.of("1", "2", "3").forEach(room -> lounge.say(ada, room, "x"));

        assertEquals("limit", outcome(() -> lounge.say(ada, "4", "x")));
        lounge.say(ada, "3", "y");
        lounge.say(ada, "main");
    }

    @Test
    @DisplayName("have 1 to 10,000 characters, emojis counted as one")
    void lengths() {
        assertTrue(fits("😀".repeat(10_000)));
        assertTrue(fits("\n\tx"));
        assertEquals(false, fits("😀".repeat(10_001)));
        assertEquals(false, fits(" \n"));
        assertEquals(false, fits(""));
        MessageView message = lounge.say(ada, "😀".repeat(10_000));
        assertThrows(ConstraintViolationException.class, () -> lounge.edit(ada, message.id(), "x".repeat(10_001)));
        assertThrows(
                ConstraintViolationException.class,
                () -> lounge.messages(
                        m -> m.edit(ada, lounge.id(message.id()), IfMatch.ANY, StrictJson.object("{\"text\":null}"))));
        assertEquals(Optional.of("😀".repeat(10_000)), lounge.find(message.id()).text());
    }

    private static boolean fits(String text) {
        return Office.RULES
                .validate(new NewMessage(Optional.empty(), text, Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    private MessageView answer(UUID to) {
        return lounge.send(bob, "'text':'Me','replyTo':'" + to + "'");
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

    private static ReactionView reaction(String emoji, Caller... people) {
        return new ReactionView(
                emoji,
                List.of(people).stream().map(person -> person.id().value()).toList());
    }
}
