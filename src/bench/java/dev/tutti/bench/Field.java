package dev.tutti.bench;

import dev.tutti.bench.server.Contender;
import dev.tutti.bench.server.Peer;
import dev.tutti.bench.server.Road;
import dev.tutti.bench.server.Tutti;
import dev.tutti.chaos.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All servers that are measured beside one another. They run from when they are first needed to the end, most of the time with nothing to do. */
final class Field implements AutoCloseable {
    /** Behind those of Tutti's own servers, which begin there. */
    private static final int PEERS_BEGIN = Integer.getInteger("node.port", 8580) + 50;

    /** Beside the nodes that are as they were built, and the one with PostgreSQL. */
    private static final int STANDARD = 2;

    private final Plan plan;
    private final Map<Server, Tutti> tuttis = new LinkedHashMap<>();
    private final Map<Server, Tutti> standard = new LinkedHashMap<>();
    private final Map<Peer.Kind, Peer> peers = new LinkedHashMap<>();

    Field(Plan plan) {
        this.plan = plan;
    }

    /** @param roads in which Tutti is measured */
    List<Contender> contenders(Road... roads) throws IOException {
        List<Contender> all = new ArrayList<>();
        for (Server server : Server.values()) {
            for (Road road : roads) {
                String name = server.name().toLowerCase() + road.suffix();
                if (road == Road.STANDARD ? plan.names(name) : plan.hasServer(name)) {
                    all.add((road == Road.STANDARD ? standard(server) : tutti(server)).by(road));
                }
            }
        }
        for (Peer.Kind kind : Peer.Kind.values()) {
            if (plan.hasServer(kind.word())) {
                if (!peers.containsKey(kind)) {
                    peers.put(kind, new Peer(kind, PEERS_BEGIN));
                }
                all.add(peers.get(kind));
            }
        }
        return all;
    }

    /** @return those that Tutti is wanted on */
    List<Server> servers() {
        return Stream.of(Server.values())
                .filter(it -> plan.hasServer(it.name().toLowerCase()))
                .toList();
    }

    /** @return Tutti alone, on each server that is wanted */
    List<Tutti> tuttis() {
        return servers().stream().map(this::tutti).toList();
    }

    private Tutti tutti(Server server) {
        return tuttis.computeIfAbsent(server, it -> new Tutti(it, 0, Map.of()));
    }

    private Tutti standard(Server server) {
        return standard.computeIfAbsent(server, it -> Tutti.standard(it, STANDARD));
    }

    @Override
    public void close() {
        peers.values().forEach(Peer::close);
        standard.values().forEach(Tutti::close);
        tuttis.values().forEach(Tutti::close);
    }
}
