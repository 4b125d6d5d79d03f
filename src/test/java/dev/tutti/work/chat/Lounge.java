package dev.tutti.work.chat;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.database.StableViews;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.search.Searchable;
import dev.tutti.base.search.TextIndex;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.talk.Talk;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A workspace in which people talk: the real use cases, one transaction a call. It has room for three rooms. */
public final class Lounge implements AutoCloseable {
    final Office office = new Office();
    final Caller ada = person("ada");
    final UUID workspace = office.workspace(ada);

    Caller person(String name) {
        return withInbox(office.person(name));
    }

    Caller member(String name, Role role) {
        return withInbox(office.member(workspace, ada, name, role));
    }

    <T> T messages(Function<Messages, T> work) {
        return office.at(desk -> work.apply(messages(desk)));
    }

    <T> T conversations(Function<Conversations, T> work) {
        return office.at(desk -> work.apply(conversations(desk)));
    }

    public static Messages messages(Office.Desk desk) {
        Messages messages = new Messages();
        messages.em = desk.em();
        messages.access = desk.access();
        messages.conversations = conversations(desk);
        messages.mentions = Talk.mentions(desk);
        messages.reactions = Talk.reactions(desk);
        messages.journal = desk.journal();
        messages.history = Journals.reading(desk.em());
        messages.view = StableViews.of(desk.em());
        messages.rules = Office.RULES;
        messages.clock = Clock.systemUTC();
        return messages;
    }

    static Conversations conversations(Office.Desk desk) {
        Conversations conversations = new Conversations();
        conversations.em = desk.em();
        conversations.access = desk.access();
        conversations.members = desk.members();
        conversations.inboxes = Journals.inboxes(desk.journal());
        conversations.reactions = Talk.reactions(desk);
        conversations.history = Journals.reading(desk.em());
        conversations.view = StableViews.of(desk.em());
        conversations.settings = ChosenSettings.of("TUTTI_CHAT_ROOMS", "3");
        return conversations;
    }

    public static NewMessage asked(String fields) {
        return JsonText.read("{" + fields.replace('\'', '"') + "}", NewMessage.class);
    }

    MessageView say(Caller caller, String text) {
        return send(caller, "'text':'" + text + "'");
    }

    MessageView say(Caller caller, String room, String text) {
        return send(caller, "'room':'" + room + "','text':'" + text + "'");
    }

    MessageView send(Caller caller, String fields) {
        return messages(m -> m.send(caller, workspace, asked(fields))).value();
    }

    MessageView find(UUID message) {
        return messages(m -> m.find(ada, id(message)));
    }

    Written<MessageView> edit(Caller caller, UUID message, String text) {
        return messages(
                m -> m.edit(caller, id(message), IfMatch.ANY, StrictJson.object("{\"text\":\"" + text + "\"}")));
    }

    void delete(Caller caller, UUID message) {
        messages(m -> m.delete(caller, id(message), IfMatch.ANY));
    }

    MessageView react(Caller caller, UUID message, String emoji, boolean wanted) {
        return messages(m -> m.react(caller, id(message), new Emoji(emoji), wanted))
                .value();
    }

    Page<MessageView> page(String room, int limit, Optional<String> after) {
        return messages(m -> m.page(ada, Conversation.of(workspace, room), new PageRequest(limit, after)))
                .page();
    }

    Unread unread(Caller caller) {
        return conversations(c -> c.unread(caller, workspace)).unread();
    }

    Written<ReadState> read(Caller caller, String room, long upTo) {
        return conversations(c -> c.read(caller, Conversation.of(workspace, room), upTo));
    }

    MessageId id(UUID message) {
        return new MessageId(workspace, message);
    }

    Entry last() {
        List<Entry> told = office.told(workspace);
        return told.get(told.size() - 1);
    }

    List<Entry> inbox(Caller caller) {
        return office.at(desk -> Journals.reading(desk.em()).after(StreamId.inbox(caller.id()), 0, 1_000));
    }

    private Caller withInbox(Caller person) {
        office.go(desk -> desk.journal().open(StreamId.inbox(person.id())));
        return person;
    }

    public static Searchable searchable(TextIndex index) {
        MessageSearch search = new MessageSearch();
        search.index = index;
        return search;
    }

    @Override
    public void close() {
        office.close();
    }
}
