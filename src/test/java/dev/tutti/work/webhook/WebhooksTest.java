package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Position;
import dev.tutti.work.integration.Keys;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A webhook")
class WebhooksTest {
    private static final String URL = "https://hooks.example/in?token=x";

    private final Post post = new Post("TUTTI_WEBHOOKS_PER_WORKSPACE", "2", "TUTTI_WEBHOOKS_ANYWHERE", "false");

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    @DisplayName("is made by administrators, begins with what happens next, and shows its secret once")
    void made() {
        Position head = post.says("before");
        Caller carl = post.office.member(post.workspace, post.ada, "carl", Role.ADMIN);
        MadeWebhook made = post.make(URL, "task:*");

        assertTrue(Position.parse(made.webhook().position()).seq() > head.seq());
        assertEquals(List.of("task:*"), made.webhook().types());
        assertEquals(List.of(made.webhook()), list(carl));
        assertFalse(list(carl).toString().contains(made.secret()));
        assertFalse(made.toString().contains(made.secret()));
        MadeWebhook changed = post.webhooks(
                it -> it.changeSecret(carl, post.workspace, made.webhook().id()));
        assertFalse(changed.secret().equals(made.secret()));
        assertTrue(changed.webhook().formerSecretUntil().isPresent());
        post.office.go(desk ->
                post.webhooks(desk).delete(carl, post.workspace, made.webhook().id()));
        assertEquals(List.of(), list(carl));
    }

    @Test
    @DisplayName("is nobody else's business, not even an integration's, and not found through another workspace")
    void roles() {
        MadeWebhook made = post.make(URL);
        UUID id = made.webhook().id();
        Position head = Position.parse(made.webhook().position());
        Caller dora = post.office.member(post.workspace, post.ada, "dora", Role.MEMBER);
        Caller eve = post.office.person("eve");
        Caller robot = Keys.integration(post.office, post.ada, post.workspace, "CI", Scope.values());
        UUID elsewhere = post.office.workspace(eve);

        assertEquals(List.of("forbidden"), refusals(dora, post.workspace, id, head));
        assertEquals(List.of("forbidden"), refusals(robot, post.workspace, id, head));
        assertEquals(List.of("not_found"), refusals(eve, post.workspace, id, head));
        assertEquals(List.of("not_found"), refusals(eve, elsewhere, id, head));
        assertEquals("forbidden", post.office.outcome(desk -> post.webhooks(desk)
                .make(dora, post.workspace, new NewWebhook(URL, List.of()))));
    }

    @Test
    @DisplayName("is given another address or other types, goes on from where it stands, and stays paused where it was")
    void edited() {
        MadeWebhook made = post.make(URL, "task:*");
        WebhookView moved = edit(made, "{\"url\":\"https://other.example/\",\"secret\":\"mine\",\"position\":\"x:1\"}");

        assertEquals("https://other.example/", moved.url());
        assertEquals(List.of("task:*"), moved.types());
        assertEquals(made.webhook().position(), moved.position());
        assertEquals(List.of(), edit(made, "{\"types\":null}").types());
        assertEquals(moved.url(), post.view(made).url());
        post.webhooks(it -> it.pause(post.ada, post.workspace, made.webhook().id()));
        assertTrue(edit(made, "{\"url\":\"" + URL + "\"}").pausedAt().isPresent());
        for (String wrong :
                List.of("{\"url\":\"http://hooks.example/\"}", "{\"url\":null}", "{\"types\":[\"task\"]}")) {
            assertThrows(RuntimeException.class, () -> edit(made, wrong), wrong);
        }
        assertEquals(URL, post.view(made).url());
    }

    private WebhookView edit(MadeWebhook made, String patch) {
        return post.webhooks(
                it -> it.edit(post.ada, post.workspace, made.webhook().id(), StrictJson.object(patch)));
    }

    @Test
    @DisplayName("has an address over TLS and types that can be, and is one of at most so many")
    void bounds() {
        for (String wrong : List.of("http://hooks.example/", "https://a:b@hooks.example/", "hooks.example")) {
            assertEquals("bad_request", outcome(wrong), wrong);
        }
        assertEquals("done", outcome(URL));
        assertEquals("done", outcome(URL));
        Growth struck = Growth.of(Limit.WEBHOOKS_PER_WORKSPACE);
        assertEquals("limit", outcome(URL));
        assertEquals(1, struck.now());
        for (NewWebhook wrong : List.of(
                new NewWebhook(null, null),
                new NewWebhook("https://x/" + "x".repeat(2_000), null),
                new NewWebhook(URL, List.of("task")),
                new NewWebhook(URL, List.of("task:*", "task:*")),
                new NewWebhook(URL, List.of("task:a,b")))) {
            assertFalse(Office.RULES.validate(wrong).isEmpty(), wrong.toString());
        }
    }

    private List<String> refusals(Caller who, UUID workspace, UUID id, Position head) {
        return List.of(
                        post.office.outcome(desk -> post.webhooks(desk).find(who, workspace, id)),
                        post.office.outcome(
                                desk -> post.webhooks(desk).edit(who, workspace, id, StrictJson.object("{}"))),
                        post.office.outcome(desk -> post.webhooks(desk).pause(who, workspace, id)),
                        post.office.outcome(desk -> post.webhooks(desk).resume(who, workspace, id)),
                        post.office.outcome(desk -> post.webhooks(desk).replay(who, workspace, id, head)),
                        post.office.outcome(desk -> post.webhooks(desk).changeSecret(who, workspace, id)),
                        post.office.outcome(desk -> post.webhooks(desk).delete(who, workspace, id)))
                .stream()
                .distinct()
                .toList();
    }

    private String outcome(String url) {
        return post.office.outcome(
                desk -> post.webhooks(desk).make(post.ada, post.workspace, new NewWebhook(url, List.of())));
    }

    private List<WebhookView> list(Caller who) {
        return post.webhooks(it -> it.list(who, post.workspace, new PageRequest(200, Optional.empty())))
                .items();
    }
}
