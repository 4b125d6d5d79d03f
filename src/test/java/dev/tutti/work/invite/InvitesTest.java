package dev.tutti.work.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.mail.Letterbox;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Entry;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An invitation")
class InvitesTest {
    private final Office office = new Office();
    private final ManualClock clock = new ManualClock();
    private final Settings settings = ChosenSettings.of(
            "TUTTI_MAIL_HOST", "127.0.0.1",
            "TUTTI_MAIL_FROM", "tutti@example.org",
            "TUTTI_PUBLIC_URL", "https://board.example/",
            "TUTTI_INVITES_PER_WORKSPACE", "3");
    private final Caller ada = office.person("ada");
    private final Caller bob = office.person("bob");
    private final UUID workspace = office.workspace(ada);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("makes whoever has its code a member in its role, told like every other member")
    void accepted() {
        MadeInvite made = make("'role':'guest'");

        assertEquals("done", accepts(bob, made.code()));
        Entry last = last();
        assertEquals("workspace:member_joined", last.what().type());
        assertEquals(bob.id(), last.who().id());
        assertEquals(
                Role.GUEST, invites(it -> it.accept(bob, made.code())).value().role());
    }

    @Test
    @DisplayName("for one lets in one, for many as many, and without a number all who come")
    void uses() {
        String one = make("'role':'member'").code();
        String two = make("'role':'member','uses':2").code();
        String all = make("'role':'member','uses':0").code();

        assertEquals(List.of("done", "conflict", "conflict"), threeAccept(one));
        assertEquals(List.of("done", "done", "conflict"), threeAccept(two));
        assertEquals(List.of("done", "done", "done"), threeAccept(all));
    }

    @Test
    @DisplayName("of two who accept it at the same moment lets in one (E18)")
    void race() {
        String code = make("'role':'member'").code();
        List<CompletableFuture<String>> tries = IntStream.range(0, 8)
                .mapToObj(i -> office.person("racer" + i))
                .map(racer -> CompletableFuture.supplyAsync(() -> accepts(racer, code)))
                .toList();

        assertEquals(1, tries.stream().filter(it -> it.join().equals("done")).count());
        assertEquals(
                7, tries.stream().filter(it -> it.join().equals("conflict")).count());
        assertEquals(2, members().size());
    }

    @Test
    @DisplayName("accepted by somebody who is in already changes neither their role nor what is left of it")
    void alreadyIn() {
        Caller carl = office.member(workspace, ada, "carl", Role.ADMIN);
        String code = make("'role':'guest'").code();
        int entries = office.told(workspace).size();

        MemberView still = invites(it -> it.accept(carl, code)).value();

        assertEquals(Role.ADMIN, still.role());
        assertEquals(entries, office.told(workspace).size());
        assertTrue(invites(it -> it.look(carl, code)).member());
        assertEquals("done", accepts(bob, code));
    }

    @Test
    @DisplayName("lets nobody in after its end, after it was taken back, or into a workspace that is gone")
    void over() {
        MadeInvite ended = make("'role':'member','hours':1");
        MadeInvite revoked = make("'role':'member'");
        MadeInvite open = make("'role':'member'");
        office.go(desk -> invites(desk).revoke(ada, workspace, revoked.invite().id()));
        clock.advance(Duration.ofHours(1));

        assertEquals("not_found", accepts(bob, ended.code()));
        assertEquals("not_found", accepts(bob, revoked.code()));
        assertEquals("not_found", accepts(bob, "invite_madeup"));
        assertEquals(List.of(open.invite()), list(ada));
        office.go(desk -> desk.workspaces().delete(ada, workspace, IfMatch.ANY));
        assertEquals("not_found", accepts(bob, open.code()));
        assertEquals("not_found", office.outcome(desk -> invites(desk).look(bob, open.code())));
    }

    @Test
    @DisplayName("for an address is for the account with that address, and goes there by mail")
    void byMail() {
        MadeInvite made = make("'role':'member','email':' BOB@example.com '");

        assertTrue(made.mailed());
        assertEquals(Optional.of("https://board.example/#invite=" + made.code()), made.url());
        assertEquals("forbidden", accepts(office.person("eve"), made.code()));
        assertEquals("done", accepts(bob, made.code()));
        List<?> letters = office.at(desk -> desk.em()
                .createQuery("select l.recipient, l.body from DueLetter l", Object[].class)
                .getResultList());
        Object[] letter = (Object[]) letters.get(0);
        assertEquals("bob@example.com", letter[0]);
        assertTrue(letter[1].toString().contains(made.url().orElseThrow()));
        assertEquals("conflict", makes("'role':'member','email':'bob@example.com'"), "a member already");
    }

    @Test
    @DisplayName("is made, seen and taken back by administrators; nobody invites an owner")
    void roles() {
        Caller carl = office.member(workspace, ada, "carl", Role.ADMIN);
        Caller dora = office.member(workspace, ada, "dora", Role.MEMBER);
        MadeInvite made = invites(it -> it.make(carl, workspace, asked("'role':'admin'")));

        assertEquals(List.of(made.invite()), list(carl));
        for (var refused : List.of(List.of(dora, "forbidden"), List.of(bob, "not_found"))) {
            Caller who = (Caller) refused.get(0);
            assertEquals(refused.get(1), office.outcome(desk -> invites(desk)
                    .make(who, workspace, asked("'role':'guest'"))));
            assertEquals(refused.get(1), office.outcome(desk -> invites(desk).list(who, workspace, all())));
            assertEquals(refused.get(1), office.outcome(desk -> invites(desk)
                    .revoke(who, workspace, made.invite().id())));
        }
        UUID elsewhere = office.workspace(bob);
        assertEquals(
                "not_found",
                office.outcome(desk ->
                        invites(desk).revoke(bob, elsewhere, made.invite().id())),
                "C2");
        assertFalse(Office.RULES.validate(asked("'role':'owner'")).isEmpty());
    }

    @Test
    @DisplayName("does not let somebody of another tenant in")
    void tenants() {
        Caller tess = office.person("tess", Optional.of("red"));
        UUID red = office.workspace(tess);
        String code = invites(it -> it.make(tess, red, asked("'role':'member','uses':0")))
                .code();

        assertEquals("not_found", accepts(office.person("theo", Optional.of("blue")), code));
        assertEquals("done", accepts(office.person("tara", Optional.of("red")), code));
    }

    @Test
    @DisplayName("is one of at most so many that are open, each good for at most so long")
    void bounds() {
        make("'role':'guest'");
        make("'role':'guest'");
        String third = make("'role':'guest'").code();
        assertEquals("limit", makes("'role':'guest'"));
        accepts(bob, third);
        assertEquals("done", makes("'role':'guest'"));
        assertEquals("bad_value", makes("'role':'guest','hours':2161"));
        assertEquals("bad_request", makes("'role':'guest','email':'nobody'"));
    }

    @Test
    @DisplayName("is forgotten a day after its end")
    void forgotten() {
        make("'role':'guest','hours':1");
        MadeInvite later = make("'role':'guest','hours':3");
        SpentInvites chore = new SpentInvites();
        office.go(desk -> {
            chore.invites = invites(desk);
            chore.run(clock.instant().plus(Duration.ofHours(26)));
        });

        assertEquals(List.of(later.invite().id()), office.at(desk -> desk.em()
                .createQuery("select i.id from Invite i", UUID.class)
                .getResultList()));
    }

    @Test
    @DisplayName("is a link whose code no server is told of")
    void link() {
        assertEquals(
                "https://x.example/tutti/#invite=c", InviteLetters.link(URI.create("https://x.example/tutti"), "c"));
        assertFalse(make("'role':'guest'").toString().contains(InviteCode.PREFIX));
    }

    private List<String> threeAccept(String code) {
        return IntStream.range(0, 3)
                .mapToObj(i -> accepts(office.person("guest" + i), code))
                .toList();
    }

    private MadeInvite make(String fields) {
        return invites(it -> it.make(ada, workspace, asked(fields)));
    }

    private String makes(String fields) {
        return office.outcome(desk -> invites(desk).make(ada, workspace, asked(fields)));
    }

    private String accepts(Caller who, String code) {
        return office.outcome(desk -> invites(desk).accept(who, code));
    }

    private List<InviteView> list(Caller who) {
        return invites(it -> it.list(who, workspace, all())).items();
    }

    private List<MemberView> members() {
        return office.at(desk -> desk.members().list(ada, workspace, all())).items();
    }

    private Entry last() {
        List<Entry> told = office.told(workspace);
        return told.get(told.size() - 1);
    }

    private <T> T invites(Function<Invites, T> work) {
        return office.at(desk -> work.apply(invites(desk)));
    }

    private Invites invites(Office.Desk desk) {
        InviteLetters letters = new InviteLetters();
        letters.workspaces = desk.workspaces();
        letters.box = Letterbox.of(desk.em(), settings, clock);
        letters.settings = settings;
        Invites invites = new Invites();
        invites.em = desk.em();
        invites.access = desk.access();
        invites.members = desk.members();
        invites.workspaces = desk.workspaces();
        invites.people = desk.people();
        invites.letters = letters;
        invites.journal = desk.journal();
        invites.settings = settings;
        invites.clock = clock;
        return invites;
    }

    private static PageRequest all() {
        return new PageRequest(200, Optional.empty());
    }

    private static NewInvite asked(String fields) {
        return JsonText.read("{" + fields.replace('\'', '"') + "}", NewInvite.class);
    }
}
