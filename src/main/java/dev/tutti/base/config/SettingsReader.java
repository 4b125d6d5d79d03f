package dev.tutti.base.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@link Settings} and says of every bad value what to write instead. Variables are named as in the environment
 * ({@code TUTTI_DATA_DIR}); MicroProfile Config finds them there, as a system property ({@code tutti.data.dir}), or
 * wherever else the server keeps its configuration.
 */
final class SettingsReader extends Variables {
    private static final int METRICS_TOKEN_CHARS = 20;

    /** @param source the value of a property, by its name in lower case with dots */
    SettingsReader(Function<String, Optional<String>> source) {
        super(source);
    }

    /** @throws IllegalStateException with one sentence for every value that cannot be used */
    Settings read() {
        Settings settings = new Settings(
                dataDirectory(),
                store(),
                bus(),
                tokens(),
                outside(),
                new Settings.Accounts(
                        flag("TUTTI_REGISTRATION", true),
                        ids("TUTTI_ADMINISTRATORS"),
                        number("TUTTI_PASSWORD_HASHING", 2, 1, 64),
                        number("TUTTI_PASSWORDS_WAITING", 8, 1, 1_000)),
                new Settings.Logins(
                        number("TUTTI_LOGIN_FAILURES", 5, 1, 1_000),
                        number("TUTTI_LOGIN_FAILURES_PER_ADDRESS", 50, 1, 100_000),
                        seconds("TUTTI_LOGIN_WINDOW_SECONDS", 900, 1, 86_400)),
                new Settings.Door(
                        address("TUTTI_PUBLIC_URL"),
                        origins("TUTTI_ORIGINS"),
                        flag("TUTTI_TOKEN_IN_URL", true),
                        number("TUTTI_CONNECTIONS_PER_USER", 5, 1, 10_000),
                        number("TUTTI_STREAMS_PER_USER", 3, 1, 10_000),
                        number("TUTTI_POLLS_PER_USER", 10, 1, 10_000),
                        number("TUTTI_CONNECTIONS", 50_000, 1, 1_000_000),
                        number("TUTTI_CONNECTIONS_PER_SECOND", 200, 1, 100_000),
                        millis("TUTTI_PROBE_MILLIS", 2_000, 10, 30_000)),
                client(),
                new Settings.Retries(
                        seconds("TUTTI_IDEMPOTENCY_KEY_SECONDS", 604_800, 1, 31_536_000),
                        millis("TUTTI_IDEMPOTENCY_WAIT_MILLIS", 2_000, 10, 30_000)),
                new Settings.Talk(
                        number("TUTTI_CHAT_ROOMS", 500, 1, 100_000),
                        number("TUTTI_REACTION_EMOJIS", 20, 1, 1_000),
                        number("TUTTI_REACTIONS", 500, 1, 10_000)),
                new Settings.Filters(number("TUTTI_FILTERS_PER_PERSON", 100, 1, 10_000)),
                live(),
                new Settings.Presence(
                        millis("TUTTI_PRESENCE_GRACE_MILLIS", 15_000, 0, 600_000),
                        millis("TUTTI_PRESENCE_GATHER_MILLIS", 75, 1, 10_000)),
                new Settings.Signals(
                        millis("TUTTI_SIGNAL_MILLIS", 50, 1, 5_000),
                        number("TUTTI_SIGNAL_BYTES", 4_096, 16, 65_536),
                        seconds("TUTTI_SIGNAL_LIFE_SECONDS", 6, 1, 600)),
                rooms(),
                new Settings.Keep(
                        Duration.ofDays(number("TUTTI_RETENTION_DAYS", 30, 1, 36_500)),
                        number("TUTTI_RETENTION_ENTRIES", 10_000, 100, 100_000_000),
                        seconds("TUTTI_UPKEEP_SECONDS", 600, 1, 86_400)),
                new Settings.Invites(
                        Duration.ofHours(number("TUTTI_INVITE_HOURS", 168, 1, 8_760)),
                        Duration.ofHours(number("TUTTI_INVITE_HOURS_AT_MOST", 2_160, 1, 8_760)),
                        number("TUTTI_INVITES_PER_WORKSPACE", 200, 1, 100_000)),
                new Settings.Notifications(Duration.ofHours(number("TUTTI_DUE_SOON_HOURS", 24, 0, 720))),
                mail(),
                metrics(),
                rates(),
                integrations(),
                webhooks(),
                files());
        if (settings.store().url().isPresent() && settings.tokens().secret().isEmpty()) {
            fault("TUTTI_DB_URL is set, so set TUTTI_TOKEN_SECRET too, to the same for every node that shares the"
                    + " database, for example to what 'openssl rand -base64 32' prints.");
        }
        if (settings.store().url().isEmpty() && !settings.bus().kind().equals("none")) {
            fault("Several nodes are asked for (TUTTI_REDIS_URL, TUTTI_BUS), but the database is the embedded one,"
                    + " which one node alone can use. Set TUTTI_DB_URL to a PostgreSQL that they share.");
        }
        refuseFaults();
        return settings;
    }

    /** @throws IllegalStateException as above, for what is about where the data is kept */
    Storage storage() {
        Storage storage = new Storage(dataDirectory(), store());
        refuseFaults();
        return storage;
    }

    private Path dataDirectory() {
        return Path.of(text("TUTTI_DATA_DIR", System.getProperty("user.home") + "/.tutti"))
                .toAbsolutePath();
    }

    private Settings.Store store() {
        return new Settings.Store(
                databaseAddress(),
                optional("TUTTI_DB_USER"),
                secret("TUTTI_DB_PASSWORD"),
                seconds("TUTTI_DB_CONNECT_SECONDS", 3, 1, 60),
                seconds("TUTTI_DB_ANSWER_SECONDS", 5, 1, 300),
                seconds("TUTTI_DB_STATEMENT_SECONDS", 4, 1, 300),
                seconds("TUTTI_DB_START_SECONDS", 240, 0, 86_400),
                number("TUTTI_DB_CONNECTIONS", 30, 4, 200),
                millis("TUTTI_DB_TURN_MILLIS", 1_500, 0, 60_000));
    }

    private Optional<String> databaseAddress() {
        String name = "TUTTI_DB_URL";
        Optional<String> url = value(name);
        // What may follow the database's name may be a password.
        note(name, url.map(it -> it.replaceFirst("\\?.*", "?…")).orElse("(not set)"));
        return url.filter(it -> !it.startsWith("jdbc:postgresql://")).isPresent()
                ? fault(
                        name,
                        "not one of PostgreSQL",
                        "Write one such as jdbc:postgresql://database.example:5432/tutti.",
                        Optional.empty())
                : url;
    }

    private Settings.Bus bus() {
        Optional<URI> redis = redis();
        String wanted = oneOf("TUTTI_BUS", "auto", "redis", "postgresql", "none");
        if (wanted.equals("redis") && redis.isEmpty()) {
            fault("TUTTI_BUS is 'redis', so set TUTTI_REDIS_URL too, for example to redis://redis.example:6379.");
        }
        String found = redis.isPresent() ? "redis" : value("TUTTI_DB_URL").isPresent() ? "postgresql" : "none";
        return new Settings.Bus(
                wanted.equals("auto") ? found : wanted,
                redis,
                optional("TUTTI_REDIS_USER"),
                secret("TUTTI_REDIS_PASSWORD"),
                optional("TUTTI_REDIS_CA").map(Path::of),
                seconds("TUTTI_BUS_SILENCE_SECONDS", 5, 3, 60));
    }

    private Optional<URI> redis() {
        String name = "TUTTI_REDIS_URL";
        Optional<String> value = value(name);
        Optional<URI> url = value.flatMap(SettingsReader::messenger);
        note(name, value.isEmpty() ? "(not set)" : url.map(URI::toString).orElse("(not usable)"));
        if (value.isPresent() && url.isEmpty()) {
            // Not repeated, for there may be a password in it.
            String advice = "Write redis://host:6379, or rediss:// for TLS, and nothing else; who signs in there is"
                    + " TUTTI_REDIS_USER and TUTTI_REDIS_PASSWORD.";
            return fault(name, "not usable", advice, Optional.empty());
        }
        return url;
    }

    private static Optional<URI> messenger(String text) {
        try {
            URI url = new URI(text);
            boolean usable = url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && ("redis".equals(url.getScheme()) || "rediss".equals(url.getScheme()));
            return Optional.of(url).filter(it -> usable);
        } catch (URISyntaxException misspelt) {
            return Optional.empty();
        }
    }

    private Settings.Tokens tokens() {
        return new Settings.Tokens(
                secret("TUTTI_TOKEN_SECRET"),
                secrets("TUTTI_TOKEN_FORMER_SECRETS"),
                oneOf("TUTTI_TOKEN_ALGORITHM", "HS256", "HS384", "HS512"),
                text("TUTTI_TOKEN_ISSUER", "tutti"),
                text("TUTTI_TOKEN_AUDIENCE", "tutti"),
                seconds("TUTTI_ACCESS_TOKEN_SECONDS", 900, 5, 86_400),
                seconds("TUTTI_REFRESH_TOKEN_SECONDS", 2_592_000, 60, 31_536_000));
    }

    private Settings.Outside outside() {
        Optional<String> issuer = optional("TUTTI_OUTSIDE_ISSUER");
        Settings.Outside outside = new Settings.Outside(
                issuer,
                optional("TUTTI_OUTSIDE_AUDIENCE"),
                oneOf("TUTTI_OUTSIDE_ALGORITHM", "RS256", "ES256"),
                optional("TUTTI_OUTSIDE_PUBLIC_KEY"),
                address("TUTTI_OUTSIDE_KEY_SET"));
        if (issuer.isPresent()
                && outside.publicKey().isPresent() == outside.keySet().isPresent()) {
            fault("TUTTI_OUTSIDE_ISSUER is set, so set exactly one of TUTTI_OUTSIDE_PUBLIC_KEY (PEM) and"
                    + " TUTTI_OUTSIDE_KEY_SET (the address of a JWKS document) too.");
        }
        if (issuer.isPresent() && outside.audience().isEmpty()) {
            fault("TUTTI_OUTSIDE_ISSUER is set, so set TUTTI_OUTSIDE_AUDIENCE to the audience (aud) that its"
                    + " tokens for Tutti carry.");
        }
        return outside;
    }

    private Settings.Client client() {
        return new Settings.Client(
                number("TUTTI_BODY_BYTES", 65_536, 1_024, 16_777_216),
                number("TUTTI_FRAME_BYTES", 65_536, 1_024, 1_048_576),
                number("TUTTI_FRAMES_PER_SECOND", 20, 1, 10_000),
                number("TUTTI_FRAME_BURST", 60, 1, 100_000),
                number("TUTTI_COMMANDS_WAITING", 64, 1, 10_000),
                number("TUTTI_BAD_JSON_PER_MINUTE", 10, 2, 10_000),
                number("TUTTI_WRONG_IDS_PER_MINUTE", 20, 1, 10_000),
                number("TUTTI_JOINS_PER_CONNECTION", 100, 1, 10_000),
                flag("TUTTI_REQUIRE_IF_MATCH", false));
    }

    private Settings.Mail mail() {
        Settings.Mail mail = new Settings.Mail(
                optional("TUTTI_MAIL_HOST"),
                number("TUTTI_MAIL_PORT", 587, 1, 65_535),
                oneOf("TUTTI_MAIL_SECURITY", "starttls", "tls", "none"),
                optional("TUTTI_MAIL_USER"),
                secret("TUTTI_MAIL_PASSWORD"),
                optional("TUTTI_MAIL_FROM").orElse(""));
        if (mail.host().isPresent() && !mail.from().matches("[^\\s@<>\"]+@[^\\s@<>\"]+")) {
            fault("TUTTI_MAIL_HOST is set, so set TUTTI_MAIL_FROM to the address that letters come from, for"
                    + " example tutti@board.example.");
        }
        return mail;
    }

    private Settings.Rates rates() {
        return new Settings.Rates(
                number("TUTTI_WRITES_PER_SECOND", 100, 1, 1_000_000),
                number("TUTTI_WRITE_BURST", 2_000, 1, 1_000_000),
                number("TUTTI_SEARCHES_PER_MINUTE", 300, 1, 1_000_000),
                number("TUTTI_INVITES_PER_HOUR", 300, 1, 1_000_000),
                number("TUTTI_JOINS_PER_MINUTE", 60, 1, 1_000_000),
                number("TUTTI_CONNECTIONS_PER_MINUTE_PER_USER", 120, 1, 1_000_000),
                number("TUTTI_SIGN_INS_PER_MINUTE_PER_ADDRESS", 120, 1, 1_000_000),
                number("TUTTI_CHECKUPS_PER_MINUTE", 60, 1, 1_000_000),
                number("TUTTI_KEY_CALLS_PER_SECOND", 50, 1, 1_000_000),
                number("TUTTI_KEY_CALL_BURST", 1_000, 1, 1_000_000),
                number("TUTTI_CALLS_PER_SECOND_PER_ADDRESS", 500, 1, 1_000_000),
                number("TUTTI_CALL_BURST_PER_ADDRESS", 5_000, 1, 1_000_000),
                networks("TUTTI_TRUSTED_PROXIES"));
    }

    private Settings.Metrics metrics() {
        String name = "TUTTI_METRICS_TOKEN";
        Optional<String> token = secret(name);
        if (token.filter(it -> it.length() < METRICS_TOKEN_CHARS).isPresent()) {
            fault(name + " is too short. Set it to at least " + METRICS_TOKEN_CHARS
                    + " characters that nobody can guess, for example to what 'openssl rand -base64 24' prints.");
        }
        return new Settings.Metrics(token);
    }

    private Settings.Integrations integrations() {
        return new Settings.Integrations(
                number("TUTTI_KEYS_PER_WORKSPACE", 20, 1, 10_000), number("TUTTI_EVENT_BYTES", 16_384, 16, 65_536));
    }

    private Settings.Webhooks webhooks() {
        return new Settings.Webhooks(
                number("TUTTI_WEBHOOKS_PER_WORKSPACE", 10, 1, 1_000),
                flag("TUTTI_WEBHOOKS_ANYWHERE", false),
                seconds("TUTTI_WEBHOOK_ANSWER_SECONDS", 10, 1, 60),
                number("TUTTI_WEBHOOK_TRIES", 16, 1, 100),
                number("TUTTI_WEBHOOKS_AT_ONCE", 4, 1, 64),
                Duration.ofHours(number("TUTTI_WEBHOOK_FORMER_SECRET_HOURS", 24, 1, 720)));
    }

    private Settings.Files files() {
        return new Settings.Files(
                number("TUTTI_FILES_AT_ONCE", 4, 1, 1_000),
                number("TUTTI_EXPORTS_AT_ONCE", 12, 1, 1_000),
                seconds("TUTTI_FILE_SECONDS", 120, 1, 3_600),
                number("TUTTI_IMPORT_BYTES", 10_000_000, 1_024, 1_000_000_000),
                number("TUTTI_IMPORT_ROWS", 20_000, 1, 1_000_000),
                number("TUTTI_IMPORT_DEPTH", 16, 5, 32));
    }

    private Settings.Rooms rooms() {
        return new Settings.Rooms(
                number("TUTTI_ROOMS_PER_CONNECTION", 100, 1, 10_000),
                number("TUTTI_ROOM_NAME_CHARS", 100, 1, 255),
                number("TUTTI_BINARY_FRAMES_PER_SECOND", 500, 1, 1_000_000),
                number("TUTTI_BINARY_FRAME_BURST", 4_096, 1, 1_000_000),
                number("TUTTI_BINARY_BYTES_PER_SECOND", 1_048_576, 1_024, 1_073_741_824),
                number("TUTTI_BINARY_BYTE_BURST", 4_194_304, 1_048_576, 1_073_741_824),
                number("TUTTI_BINARY_QUEUE_FRAMES", 4_096, 8, 65_536),
                number("TUTTI_BINARY_QUEUE_BYTES", 2_097_152, 65_536, 67_108_864));
    }

    private Settings.Live live() {
        return new Settings.Live(
                number("TUTTI_QUEUE_FRAMES", 256, 8, 65_536),
                number("TUTTI_QUEUE_BYTES", 524_288, 65_536, 67_108_864),
                seconds("TUTTI_STALL_SECONDS", 30, 1, 600),
                seconds("TUTTI_PING_SECONDS", 30, 1, 80),
                seconds("TUTTI_PONG_SECONDS", 10, 1, 60),
                seconds("TUTTI_MESSAGE_SECONDS", 60, 1, 600),
                seconds("TUTTI_GOODBYE_SECONDS", 5, 1, 60),
                seconds("TUTTI_EXPIRY_NOTICE_SECONDS", 60, 0, 3_600),
                seconds("TUTTI_TOKEN_GRACE_SECONDS", 30, 0, 600),
                number("TUTTI_RING_ENTRIES", 256, 1, 65_536),
                number("TUTTI_CATCH_UPS", 8, 1, 64),
                millis("TUTTI_TYPING_MILLIS", 3_000, 100, 60_000),
                millis("TUTTI_LOOK_MILLIS", 1_000, 50, 10_000),
                millis("TUTTI_RECONNECT_AFTER_MILLIS", 5_000, 0, 600_000),
                seconds("TUTTI_DRAIN_SECONDS", 20, 0, 3_600));
    }
}
