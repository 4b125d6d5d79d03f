package dev.tutti.live.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** One server of a Redis Cluster: two connections, because one that hears says nothing. */
final class Shard {
    private final Jedis mouth;
    private final Ears ears;
    /** Channels that we have asked to hear no more, and how often that has not been answered yet. */
    private final Map<String, Integer> leaving = new ConcurrentHashMap<>();

    /** The client's own subscriptions cannot ask a server whether it is there; this is what they do, with that. */
    private static final class Ears extends Connection {
        Ears(HostAndPort address, JedisClientConfig config) {
            super(address, config);
        }

        void ask() {
            flush();
        }
    }

    Shard(HostAndPort address, JedisClientConfig config) {
        mouth = new Jedis(address, config);
        try {
            ears = new Ears(address, config);
        } catch (RuntimeException refused) {
            mouth.close();
            throw refused;
        }
    }

    /** One at a time: those of one command would have to be of one slot. */
    void subscribe(Collection<String> channels) {
        channels.forEach(channel -> ears.sendCommand(Command.SSUBSCRIBE, bytes(channel)));
        ears.ask();
    }

    void unsubscribe(Collection<String> channels) {
        for (String channel : channels) {
            leaving.merge(channel, 1, Integer::sum);
            ears.sendCommand(Command.SUNSUBSCRIBE, bytes(channel));
        }
        ears.ask();
    }

    void send(List<Line.Message> messages) {
        try (Pipeline pipeline = mouth.pipelined()) {
            messages.forEach(
                    message -> pipeline.sendCommand(Command.SPUBLISH, bytes(message.channel()), message.bytes()));
            for (Object answer : pipeline.syncAndReturnAll()) {
                if (answer instanceof JedisDataException refused) {
                    throw refused;
                }
            }
        }
    }

    void probe() {
        ears.sendCommand(Command.PING);
        ears.ask();
        mouth.ping();
    }

    /** Reads until the connection is over, or a channel is not heard here any more. */
    void read(Line.Reader reader) {
        while (true) {
            if (ears.getUnflushedObject() instanceof List<?> told && told.size() > 1) {
                take((byte[]) told.get(0), told, reader);
            }
        }
    }

    private void take(byte[] kind, List<?> told, Line.Reader reader) {
        switch (text(kind)) {
            case "smessage" -> reader.heard((byte[]) told.get(2));
            case "ssubscribe" -> reader.hears(text(told.get(1)));
            case "sunsubscribe" -> left(text(told.get(1)));
            default -> {
                // The answer to a probe: it is there.
            }
        }
    }

    /** The server says the same when it has given the channel to another one. */
    private void left(String channel) {
        if (leaving.computeIfPresent(channel, (same, times) -> times - 1) == null) {
            throw new JedisConnectionException("A channel has moved to another server");
        }
        leaving.remove(channel, 0);
    }

    /** Without a word to the other end, which may be one that takes none. */
    void close() {
        for (Connection connection : List.of(ears, mouth.getClient())) {
            try {
                connection.forceDisconnect();
            } catch (IOException | RuntimeException gone) {
                // as it should be
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
