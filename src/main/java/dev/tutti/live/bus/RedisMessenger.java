package dev.tutti.live.bus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Redis, of which only publishing and subscribing is used: nothing is kept there. */
final class RedisMessenger implements Line.Messenger {
    /** Redis takes half a gigabyte; we have nothing that long. */
    private static final int MOST_BYTES = Bus.MOST_BYTES + 1_024;

    private static final Pattern VERSION = Pattern.compile("redis_version:(\\d{1,4})\\.");
    private static final int SHARDED = 7;

    private final HostAndPort address;
    private final ThreadFactory threads;
    private final JedisClientConfig saying;
    private final JedisClientConfig hearing;
    /** The servers of the cluster, when last seen: the one we were told of may be the one that is away. */
    private volatile List<HostAndPort> others = List.of();

    /**
     * @param silence how long the other end may be silent; a link that is dead at one end is found by it, because it is
     *     asked more often than that whether it is there
     */
    RedisMessenger(HostAndPort address, DefaultJedisClientConfig.Builder access, int silence, ThreadFactory threads) {
        this.address = address;
        this.threads = threads;
        saying = access.socketTimeoutMillis(silence).build();
        hearing = access.socketTimeoutMillis(silence).build();
    }

    @Override
    public Line open() {
        try {
            return open(address);
        } catch (JedisConnectionException away) {
            for (HostAndPort other : others) {
                try {
                    return open(other);
                } catch (JedisConnectionException alsoAway) {
                    away.addSuppressed(alsoAway);
                }
            }
            throw away;
        }
    }

    private Line open(HostAndPort server) {
        Jedis mouth = new Jedis(server, saying);
        try {
            return hasShards(mouth) ? sharded(mouth, server) : new RedisLine(mouth, new Connection(server, hearing));
        } catch (RuntimeException refused) {
            mouth.close();
            throw refused;
        }
    }

    /** Before version 7 a cluster had no channels of a shard: there, as with one server, what is said is said to all. */
    private static boolean hasShards(Jedis mouth) {
        try {
            String info = mouth.info();
            Matcher version = VERSION.matcher(info);
            return info.contains("cluster_enabled:1")
                    && version.find()
                    && Integer.parseInt(version.group(1)) >= SHARDED;
        } catch (JedisDataException notAllowed) {
            return false;
        }
    }

    private Line sharded(Jedis mouth, HostAndPort server) {
        ShardMap map = ShardMap.ask(mouth, server);
        others = map.servers();
        mouth.close();
        return new ShardedLine(map, owner -> new Shard(owner, saying), threads);
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public String name() {
        return "Redis at " + address;
    }

    private static final class RedisLine implements Line {
        /** A subscription ends with its last channel; this one is there from the beginning to the end. */
        private static final byte[] HOME = "tutti".getBytes(StandardCharsets.UTF_8);

        private static final int PATIENCE_SECONDS = 5;

        private final Jedis mouth;
        private final Connection ear;
        private final CountDownLatch ready = new CountDownLatch(1);
        private volatile BinaryJedisPubSub subscription = new BinaryJedisPubSub() {};

        RedisLine(Jedis mouth, Connection ear) {
            this.mouth = mouth;
            this.ear = ear;
        }

        @Override
        public void subscribe(Set<String> channels) throws InterruptedException {
            if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new JedisConnectionException("Redis does not answer");
            }
            if (!channels.isEmpty()) {
                subscription.subscribe(names(channels));
            }
        }

        @Override
        public void unsubscribe(Set<String> channels) {
            subscription.unsubscribe(names(channels));
        }

        @Override
        public void send(List<Message> messages) {
            try (Pipeline pipeline = mouth.pipelined()) {
                messages.forEach(message -> pipeline.publish(bytes(message.channel()), message.bytes()));
                pipeline.sync();
            }
        }

        @Override
        public void probe() {
            subscription.ping();
            mouth.ping();
        }

        @Override
        public void read(Reader reader) {
            subscription = new BinaryJedisPubSub() {
                @Override
                public void onMessage(byte[] channel, byte[] message) {
                    reader.heard(message);
                }

                @Override
                public void onSubscribe(byte[] channel, int channels) {
                    ready.countDown();
                    reader.hears(new String(channel, StandardCharsets.UTF_8));
                }
            };
            subscription.proceed(ear, HOME);
        }

        @Override
        public void close() {
            // Without a word to the other end, which may be one that takes none.
            try {
                ear.forceDisconnect();
            } catch (Exception gone) {
                // as it should be
            }
            try {
                mouth.getClient().forceDisconnect();
            } catch (Exception gone) {
                // as it should be
            }
        }

        private static byte[][] names(Set<String> channels) {
            return channels.stream().map(RedisLine::bytes).toArray(byte[][]::new);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
