package dev.tutti.base.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Settings")
class SettingsReaderTest {
    @Test
    @DisplayName("have a default for everything")
    void defaults() {
        Settings settings = reader(Map.of()).read();

        assertEquals(65_536, settings.client().frameBytes());
        assertEquals(5, settings.door().connectionsPerUser());
        assertEquals(120, settings.rates().connectionsPerMinute());
        assertEquals(Duration.ofMinutes(15), settings.tokens().accessLife());
        assertEquals("HS256", settings.tokens().algorithm());
        assertTrue(settings.dataDirectory().endsWith(".tutti"));
    }

    @Test
    @DisplayName("are read by the names of the environment's variables")
    void values() {
        Settings settings = reader(Map.of(
                        "tutti.origins", "https://a.example, https://b.example",
                        "tutti.ping.seconds", "7",
                        "tutti.token.in.url", "FALSE"))
                .read();

        assertEquals(
                Set.of("https://a.example", "https://b.example"),
                settings.door().origins());
        assertEquals(Duration.ofSeconds(7), settings.live().pingEvery());
        assertFalse(settings.door().tokenInUrl());
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @DisplayName("stop the start when they are wrong, and say what to write instead")
    @CsvSource(
            delimiter = '|',
            value = {
                "tutti.frame.bytes | many | TUTTI_FRAME_BYTES is 'many'. Write a whole number from 1024 to 1048576, for example 65536.",
                "tutti.frame.bytes | 10 | TUTTI_FRAME_BYTES is '10'. Write a whole number from 1024 to 1048576, for example 65536.",
                "tutti.registration | maybe | TUTTI_REGISTRATION is 'maybe'. Write true or false.",
                "tutti.token.algorithm | none | TUTTI_TOKEN_ALGORITHM is 'none'. Write one of HS256, HS384, HS512.",
                "tutti.outside.key.set | keys.json | TUTTI_OUTSIDE_KEY_SET is 'keys.json'. Write an address that starts with https:// or http://.",
                "tutti.outside.key.set | http://a^b/ | TUTTI_OUTSIDE_KEY_SET is",
                "tutti.public.url | https://:8080 | TUTTI_PUBLIC_URL is",
                "tutti.metrics.token | short | TUTTI_METRICS_TOKEN is too short. Set it to at least 20 characters",
                "tutti.trusted.proxies | 10.0.0.0/8,proxy.example | TUTTI_TRUSTED_PROXIES is 'proxy.example'. Write addresses or networks",
                "tutti.writes.per.second | 0 | TUTTI_WRITES_PER_SECOND is '0'. Write a whole number from 1 to 1000000, for example 100.",
                "tutti.origins | board.example | TUTTI_ORIGINS is 'board.example'. Write each as scheme://host",
                "tutti.origins | https://board.example/ | TUTTI_ORIGINS is 'https://board.example/'.",
                "tutti.origins | * | TUTTI_ORIGINS is '*'.",
                "tutti.db.url | jdbc:mysql://a/b | TUTTI_DB_URL is 'not one of PostgreSQL'. Write one such as",
                "tutti.db.url | jdbc:postgresql://a/b | TUTTI_DB_URL is set, so set TUTTI_TOKEN_SECRET too",
                "tutti.redis.url | http://a | TUTTI_REDIS_URL is 'not usable'. Write redis://host:6379",
                "tutti.redis.url | redis://u:p@a | TUTTI_REDIS_URL is 'not usable'.",
                "tutti.redis.url | redis://a | Set TUTTI_DB_URL to a PostgreSQL that they share.",
                "tutti.bus | postgresql | Set TUTTI_DB_URL to a PostgreSQL that they share.",
                "tutti.bus | redis | TUTTI_BUS is 'redis', so set TUTTI_REDIS_URL too",
                "tutti.outside.issuer | https://id.example | set exactly one of TUTTI_OUTSIDE_PUBLIC_KEY (PEM) and TUTTI_OUTSIDE_KEY_SET",
            })
    void faults(String name, String value, String sentence) {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> reader(Map.of(name, value)).read());
        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    }

    @Test
    @DisplayName("tell where the data is kept without the password that may stand in the address")
    void databaseAddress() {
        SettingsReader reader = reader(Map.of(
                "tutti.db.url", "jdbc:postgresql://a/b?user=u&password=covert",
                "tutti.db.password", "covert",
                "tutti.token.secret", "covert"));
        Settings settings = reader.read();
        assertEquals(
                Optional.of("jdbc:postgresql://a/b?user=u&password=covert"),
                settings.store().url());
        assertTrue(reader.report().contains("TUTTI_DB_URL=jdbc:postgresql://a/b?…"), reader.report());
        assertFalse(reader.report().contains("covert"));
        assertFalse(settings.toString().contains("covert"));
    }

    @Test
    @DisplayName("are all named at once when several are wrong")
    void allFaults() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> reader(Map.of("tutti.ping.seconds", "x", "tutti.stall.seconds", "y"))
                        .read());
        assertTrue(refusal.getMessage().contains("TUTTI_PING_SECONDS"));
        assertTrue(refusal.getMessage().contains("TUTTI_STALL_SECONDS"));
    }

    @Test
    @DisplayName("are reported without secrets")
    void report() {
        SettingsReader reader = reader(Map.of(
                "tutti.token.secret", "correct horse battery staple!!!!",
                "tutti.token.former.secrets", "an older one that was long enough",
                "tutti.origins", "https://a.example"));
        reader.read();

        assertFalse(reader.report().contains("horse"));
        assertFalse(reader.report().contains("older"));
        assertTrue(reader.report().contains("TUTTI_TOKEN_SECRET=(set)"));
        assertTrue(reader.report().contains("TUTTI_ORIGINS=https://a.example"));
    }

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
    }
}
