package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.live.protocol.CloseCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** How it is with the connections of this node, for those who watch the server: looked up when they ask. */
@ApplicationScoped
public class Lookout {
    @Inject
    SessionRegistry registry;

    /** @return one that no container makes */
    public static Lookout over(SessionRegistry registry) {
        Lookout lookout = new Lookout();
        lookout.registry = registry;
        return lookout;
    }

    /** @return how many connections there are of each kind */
    public Map<String, Long> connections() {
        return registry.connections();
    }

    /** @return how many of them read on from a journal because they have not kept up */
    public long behind() {
        return sessions().filter(Session::isBehind).count();
    }

    /** @return how many frames wait to be sent, of all connections */
    public long queued() {
        return sessions().mapToLong(session -> session.outbox().depth()).sum();
    }

    /**
     * @param of empty for everybody's
     * @param after only those whose id comes after this, as text
     * @return how it is with each, by their ids
     */
    public List<Glimpse> glimpses(Optional<UserId> of, String after, int limit) {
        return registry.seated().entrySet().stream()
                .filter(one ->
                        of.isEmpty() || of.get().equals(one.getKey().caller().id()))
                .filter(one -> one.getKey().id().toString().compareTo(after) > 0)
                .sorted(Comparator.comparing(one -> one.getKey().id().toString()))
                .limit(limit)
                .map(one -> one.getKey().glimpse(one.getValue().word()))
                .toList();
    }

    /**
     * Ends a connection. Its client may come back: it is not the sign-in that ends.
     *
     * @return whether it is here
     */
    public boolean kick(UUID connection) {
        Optional<Session> found =
                sessions().filter(session -> session.id().equals(connection)).findFirst();
        found.ifPresent(session -> session.end(CloseCode.RESTART, "ended by an administrator"));
        return found.isPresent();
    }

    private Stream<Session> sessions() {
        return registry.sessions();
    }
}
