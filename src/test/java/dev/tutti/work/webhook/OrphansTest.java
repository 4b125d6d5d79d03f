package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The webhooks of a workspace that is deleted")
class OrphansTest {
    @AutoClose
    private final Receiver receiver = new Receiver();

    @AutoClose
    private final Post post = new Post();

    @Test
    @DisplayName("are forgotten when they are paused, with their secrets; those of other workspaces stay")
    void paused() {
        pausedOne();
        UUID elsewhere = post.office.workspace(post.ada);
        UUID stays = post.webhooks(it -> it.make(post.ada, elsewhere, new NewWebhook(receiver.url(), List.of())))
                .webhook()
                .id();
        post.upkeep();
        assertEquals(2, kept().size(), "while the workspace is there, it can be resumed");

        delete();
        post.upkeep();
        assertEquals(List.of(stays), kept());
        assertEquals(0, post.errands.paused());
    }

    @Test
    @DisplayName("stay until they have told of its end, or are paused for not having been able to")
    void stillToTell() {
        UUID told = post.make(receiver.url()).webhook().id();
        receiver.next(Receiver.status(500));
        delete();
        post.round();
        post.upkeep();
        assertEquals(List.of(told), kept());

        receiver.next(Receiver.status(410));
        post.clock.advance(Duration.ofHours(1));
        post.round();
        assertEquals(List.of(told), kept());
        post.upkeep();
        assertEquals(List.of(), kept());
    }

    @Test
    @DisplayName("are forgotten when they came to the end by a reset, which told of it no more than that")
    void byReset() {
        post.make(receiver.url());
        post.says("one");
        delete();
        post.office.go(desk -> desk.journal().replace(StreamId.workspace(post.workspace)));
        post.round();
        post.round();
        assertEquals(List.of("reset"), receiver.types());
        assertEquals(1, kept().size());

        post.upkeep();
        assertEquals(List.of(), kept());
    }

    private void pausedOne() {
        post.make(receiver.url());
        receiver.next(Receiver.status(410));
        post.says("one");
        post.round();
        assertEquals(1, post.errands.paused());
    }

    private void delete() {
        post.office.go(desk -> desk.workspaces().delete(post.ada, post.workspace, IfMatch.ANY));
    }

    private List<UUID> kept() {
        return post.office.at(desk -> desk.em()
                .createQuery("select w.id from Webhook w order by w.id", UUID.class)
                .getResultList());
    }
}
