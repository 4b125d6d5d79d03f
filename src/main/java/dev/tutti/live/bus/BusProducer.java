package dev.tutti.live.bus;

import dev.tutti.base.config.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Puts the bus together that the settings ask for: over Redis, over PostgreSQL, or none. */
@ApplicationScoped
class BusProducer {
    private static final int PORT = 6379;

    @Resource
    ManagedThreadFactory factory;

    @Produces
    @Singleton
    NodeId node() {
        return NodeId.random();
    }

    @Produces
    @Singleton
    Bus bus(Settings settings, NodeId me) {
        return messenger(settings, factory::newThread)
                .<Bus>map(messenger -> new NetworkBus(me, new Seal(settings.tokens()), messenger, factory::newThread))
                .orElseGet(NoBus::new);
    }

    void close(@Disposes Bus bus) {
        if (bus instanceof NetworkBus running) {
            running.close();
        }
    }

    /** @return what nodes talk over; nothing where there is one node only */
    static Optional<Line.Messenger> messenger(Settings settings, ThreadFactory threads) {
        return switch (settings.bus().kind()) {
            case "redis" -> Optional.of(redis(settings.bus(), threads));
            case "postgresql" -> Optional.of(new PostgresMessenger(settings.store()));
            default -> Optional.empty();
        };
    }

    static Line.Messenger redis(Settings.Bus settings, ThreadFactory threads) {
        URI url = settings.redis().orElseThrow();
        DefaultJedisClientConfig.Builder access = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis(settings.silence()))
                .clientName("tutti")
                // Old versions of Redis do not know this command.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        settings.user().ifPresent(access::user);
        settings.password().ifPresent(access::password);
        if ("rediss".equals(url.getScheme())) {
            SslOptions.Builder strict = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
            access.sslOptions(settings.authorities()
                    .map(file -> Authorities.trust(strict, file))
                    .orElse(strict)
                    .build());
        }
        HostAndPort address = new HostAndPort(url.getHost(), url.getPort() < 0 ? PORT : url.getPort());
        return new RedisMessenger(address, access, millis(settings.silence()), threads);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
