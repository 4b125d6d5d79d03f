package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.identity.Caller;
import dev.tutti.work.webhook.WebhookPaused;
import dev.tutti.work.workspace.NewMember;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A webhook that is paused")
class WebhookPausedTest {
    private final Bell bell = new Bell();

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName("is told to the owners of its workspace who want to hear it, and to nobody else")
    void owners() {
        Caller ada = bell.person("ada");
        Caller bob = bell.person("bob");
        Caller cleo = bell.person("cleo");
        UUID workspace = bell.office.workspace(ada);
        add(ada, workspace, bob, "owner");
        add(ada, workspace, cleo, "admin");
        bell.choose(bob, "{'webhook_paused':false}");

        bell.office.go(
                desk -> Bell.occasions(desk).hear(new WebhookPaused(workspace, UUID.randomUUID(), "hooks.example")));

        NotificationView told = bell.list(ada).items().get(0);
        assertEquals(Kind.WEBHOOK_PAUSED, told.kind());
        assertEquals(Optional.of("hooks.example"), told.excerpt());
        assertEquals(Optional.empty(), told.actor());
        assertEquals(workspace, told.workspaceId());
        for (Caller other : new Caller[] {bob, cleo}) {
            assertEquals(
                    0,
                    bell.list(other).items().stream()
                            .filter(it -> it.kind() == Kind.WEBHOOK_PAUSED)
                            .count());
        }
    }

    private void add(Caller owner, UUID workspace, Caller person, String role) {
        bell.office.go(desk -> desk.members()
                .add(
                        owner,
                        workspace,
                        new NewMember(Optional.empty(), Optional.of(person.id().value()), role)));
    }
}
