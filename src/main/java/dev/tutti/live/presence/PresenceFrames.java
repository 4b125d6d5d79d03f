package dev.tutti.live.presence;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.live.hub.Follower;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** How those who follow a workspace are told who is there. Each frame is made once, however many hear it. */
@ApplicationScoped
class PresenceFrames {
    private static final String KEY = "presence";

    @Inject
    Frames frames;

    /** Tells newcomers the whole list and the others the change. In the turn of the workspace's journal. */
    void tell(UUID workspace, Hall.News news) {
        Supplier<ServerFrame> whole = once(() -> state(workspace, news));
        if (!news.newcomers().isEmpty()) {
            ServerFrame state = whole.get();
            news.newcomers().forEach(newcomer -> newcomer.update(KEY, state, whole));
        }
        if (!news.diff().isEmpty() && !news.others().isEmpty()) {
            ServerFrame diff = diff(workspace, news);
            for (Follower other : news.others()) {
                other.update(KEY, diff, whole);
            }
        }
    }

    /** @return the list as it is told, over whatever way */
    static JsonArrayBuilder list(Map<UserId, Present> people) {
        JsonArrayBuilder list = JsonText.array();
        people.forEach((person, present) -> list.add(JsonText.object()
                .add("userId", person.toString())
                .add("state", present.state().wire())
                .add("connections", present.connections())));
        return list;
    }

    private ServerFrame state(UUID workspace, Hall.News news) {
        JsonObjectBuilder about = JsonText.object()
                .add("n", news.number())
                .add("online", list(news.present().people()));
        return frames.notice("presence:state", workspace, about);
    }

    private ServerFrame diff(UUID workspace, Hall.News news) {
        JsonArrayBuilder gone = JsonText.array();
        news.diff().gone().forEach(person -> gone.add(person.toString()));
        JsonObjectBuilder about = JsonText.object()
                .add("n", news.number())
                .add("changed", list(news.diff().changed()))
                .add("gone", gone);
        return frames.notice("presence:diff", workspace, about);
    }

    /** Asked only in one turn, or by outboxes within it. */
    private static Supplier<ServerFrame> once(Supplier<ServerFrame> maker) {
        return new Supplier<>() {
            private Optional<ServerFrame> made = Optional.empty();

            @Override
            public ServerFrame get() {
                if (made.isEmpty()) {
                    made = Optional.of(maker.get());
                }
                return made.get();
            }
        };
    }
}
