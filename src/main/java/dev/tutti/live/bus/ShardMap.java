package dev.tutti.live.bus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which server of a Redis Cluster has which channels, as one of them sees it. */
final class ShardMap {
    private static final int SLOTS = 16_384;

    /** By the first slot of each range. */
    private final NavigableMap<Integer, HostAndPort> owners = new TreeMap<>();

    private final List<HostAndPort> servers = new ArrayList<>();

    private ShardMap() {}

    /**
     * @param asked where that one is: those that do not know under which name they are reached leave it out
     * @throws JedisConnectionException when some channels are nobody's, for now
     */
    static ShardMap ask(Jedis server, HostAndPort asked) {
        if (!server.clusterInfo().contains("cluster_state:ok")) {
            throw new JedisConnectionException("The cluster is down");
        }
        ShardMap map = new ShardMap();
        long covered = 0;
        for (Object range : (List<?>) server.sendCommand(Command.CLUSTER, "SLOTS")) {
            List<?> parts = (List<?>) range;
            int first = Math.toIntExact((Long) parts.get(0));
            covered += (Long) parts.get(1) - first + 1;
            List<HostAndPort> replicated = parts.subList(2, parts.size()).stream()
                    .map(one -> address((List<?>) one, asked))
                    .toList();
            map.owners.put(first, replicated.get(0));
            map.servers.addAll(replicated);
        }
        if (covered != SLOTS) {
            throw new JedisConnectionException("The cluster has " + covered + " of its " + SLOTS + " slots");
        }
        return map;
    }

    private static HostAndPort address(List<?> server, HostAndPort asked) {
        byte[] host = (byte[]) server.get(0);
        return new HostAndPort(
                host == null || host.length == 0 ? asked.getHost() : new String(host, StandardCharsets.UTF_8),
                Math.toIntExact((Long) server.get(1)));
    }

    static int slot(String channel) {
        return JedisClusterCRC16.getSlot(channel);
    }

    HostAndPort owner(String channel) {
        return owners.floorEntry(slot(channel)).getValue();
    }

    Set<HostAndPort> owners() {
        return owners.values().stream().collect(Collectors.toSet());
    }

    /** @return also those that only follow an owner, and may be the next one */
    List<HostAndPort> servers() {
        return servers.stream().distinct().toList();
    }
}
