package dev.tutti.live.bus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A way over all servers of a Redis Cluster: a channel is spoken of at the one that has it, and nowhere else. When one is
 * lost, or has given a channel to another, the whole line is over, and the next one begins with a new map: that is rare,
 * and has no states in between.
 */
final class ShardedLine implements Line {
    private final ShardMap map;
    private final ThreadFactory threads;
    private final Map<HostAndPort, Shard> shards = new HashMap<>();

    /** @param shard reaches one of the servers */
    ShardedLine(ShardMap map, Function<HostAndPort, Shard> shard, ThreadFactory threads) {
        this.map = map;
        this.threads = threads;
        try {
            map.owners().forEach(owner -> shards.put(owner, shard.apply(owner)));
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    @Override
    public void subscribe(Set<String> channels) {
        at(channels.stream(), Function.identity()).forEach(Shard::subscribe);
    }

    @Override
    public void unsubscribe(Set<String> channels) {
        at(channels.stream(), Function.identity()).forEach(Shard::unsubscribe);
    }

    @Override
    public void send(List<Message> messages) {
        at(messages.stream(), Message::channel).forEach(Shard::send);
    }

    @Override
    public void probe() {
        shards.values().forEach(Shard::probe);
    }

    /** The servers do not wait for each other, so only what is about one slot comes in order. */
    @Override
    public int lane(String channel) {
        return ShardMap.slot(channel);
    }

    @Override
    public void read(Reader reader) throws Exception {
        // They have answered.
        reader.hears("");
        AtomicReference<Throwable> fault = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(shards.size());
        shards.values().forEach(shard -> threads.newThread(() -> {
                    try {
                        shard.read(reader);
                    } catch (Throwable lost) {
                        fault.compareAndSet(null, lost);
                    } finally {
                        close();
                        over.countDown();
                    }
                })
                .start());
        over.await();
        throw new JedisConnectionException("A server of the cluster is lost, or the channels have moved", fault.get());
    }

    @Override
    public void close() {
        shards.values().forEach(Shard::close);
    }

    /** @return what is for each of the servers, in order */
    private <T> Map<Shard, List<T>> at(Stream<T> all, Function<T, String> channel) {
        return all.collect(Collectors.groupingBy(one -> shards.get(map.owner(channel.apply(one)))));
    }
}
