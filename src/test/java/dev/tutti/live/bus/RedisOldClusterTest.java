package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.config.ChosenSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A Redis Cluster of before version 7, which has no channels of a shard")
class RedisOldClusterTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("carries to all of its servers what is said at one of them")
    void broadcasts() throws Exception {
        try (RedisNodes cluster = new RedisNodes(directory, Optional.empty(), 2, 0, IntUnaryOperator.identity());
                Line one = messenger(cluster.port(0)).open();
                Line another = messenger(cluster.port(1)).open()) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            CompletableFuture<String> ready = new CompletableFuture<>();
            Thread reading = new Thread(() -> {
                try {
                    one.read(new Line.Reader() {
                        @Override
                        public void heard(byte[] message) {
                            heard.complete(new String(message, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void hears(String channel) {
                            if (channel.equals("a")) {
                                ready.complete(channel);
                            }
                        }
                    });
                } catch (Exception over) {
                    // as it should be
                }
            });
            reading.setDaemon(true);
            reading.start();
            one.subscribe(Set.of("a"));
            ready.get(10, TimeUnit.SECONDS);
            another.send(List.of(new Line.Message("a", "well".getBytes(StandardCharsets.UTF_8))));
            assertEquals("well", heard.get(10, TimeUnit.SECONDS));
        }
    }

    private static Line.Messenger messenger(int port) {
        return BusProducer.redis(
                ChosenSettings.of(
                                "TUTTI_DB_URL",
                                "jdbc:postgresql://nowhere/tutti",
                                "TUTTI_TOKEN_SECRET",
                                "irrelevant",
                                "TUTTI_REDIS_URL",
                                "redis://127.0.0.1:" + port)
                        .bus(),
                Thread::new);
    }
}
