package dev.tutti.live.inspect;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Claims;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Lookout;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What administrators see of the connections and what they do with them, on all nodes. Each node tells the others its
 * numbers; who is connected is asked when somebody wants to know. Nodes that do not hear each other see themselves.
 */
@ApplicationScoped
public class Inspector {
    static final Duration BEAT = Duration.ofSeconds(2);

    private static final String LIST = "connections";
    private static final String FROM_THE_FIRST = "";

    /** What nodes say about themselves belongs to no journal; no workspace ever has this id. */
    private static final StreamId NODES = StreamId.workspace(new UUID(0, 0));

    @Inject
    Hub hub;

    @Inject
    SessionRegistry registry;

    @Inject
    Lookout lookout;

    @Inject
    Bus bus;

    @Inject
    NodeId me;

    LongSupplier nanos = System::nanoTime;
    /** For what other nodes answer. */
    Duration patience = Duration.ofSeconds(1);

    private Meter meter;
    private Claims<Told> claims;
    private Inquiries inquiries;
    private volatile Numbers here = Numbers.NONE;

    void start(@Observes Startup startup) {
        meter = new Meter(hub, lookout, nanos);
        claims = new Claims<>(bus, Topic.NUMBERS, new Told.Form(), nanos);
        inquiries = new Inquiries(bus, NODES, patience, this::answer);
        if (bus.state() != Bus.State.ALONE) {
            bus.follow(NODES);
        }
        registry.every(BEAT, this::beat);
    }

    private void beat() {
        here = meter.take();
        claims.tell(NODES, new Told(me.value(), here));
        claims.beat();
    }

    /** @return how it was with all nodes that are heard of, a moment ago */
    public Cluster numbers() {
        return Cluster.of(
                bus.state().name().toLowerCase(Locale.ROOT), new Told(me.value(), here), claims.elsewhere(NODES));
    }

    /**
     * @param of empty for everybody's
     * @return connections on all nodes that answer within a moment
     */
    public Page<Connected> connections(Optional<UserId> of, PageRequest request) {
        String after = request.after()
                .map(text -> Cursor.parse(text, LIST, 1).id(0).toString())
                .orElse(FROM_THE_FIRST);
        Inquiry.Question question = new Inquiry.Question(
                UUID.randomUUID(), of.map(UserId::value), after, request.fetch(), Optional.empty());
        List<Connected> all = Stream.concat(Stream.of(answer(question)), inquiries.ask(question, others()).stream())
                .flatMap(reply -> reply.connections().stream().map(one -> new Connected(reply.node(), one)))
                .sorted(Comparator.comparing(one -> one.connection().id().toString()))
                .limit(request.fetch())
                .toList();
        return Page.of(request, all, last -> Cursor.of(LIST, last.connection().id()));
    }

    /**
     * Ends a connection, wherever it is. Its client may come back.
     *
     * @return whether there was such a connection
     * @throws Problem.NotNow when a node has not answered that may have had it, and have ended it
     */
    public boolean kick(UUID connection) {
        Inquiry.Question question =
                new Inquiry.Question(UUID.randomUUID(), Optional.empty(), FROM_THE_FIRST, 0, Optional.of(connection));
        if (answer(question).kicked()) {
            return true;
        }
        int nodes = others();
        List<Inquiry.Reply> replies = inquiries.ask(question, nodes);
        boolean kicked = replies.stream().anyMatch(Inquiry.Reply::kicked);
        if (!kicked && replies.size() < nodes) {
            throw new Problem.NotNow(
                    ErrorCode.UNAVAILABLE,
                    "Not every node has answered, and one that has not may have ended it. Look whether it is there.",
                    BEAT);
        }
        return kicked;
    }

    private int others() {
        return claims.elsewhere(NODES).size();
    }

    private Inquiry.Reply answer(Inquiry.Question question) {
        boolean kicked = question.kick().filter(lookout::kick).isPresent();
        return new Inquiry.Reply(
                question.id(),
                me.value(),
                lookout.glimpses(question.user().map(UserId::new), question.after(), question.limit()),
                kicked);
    }
}
