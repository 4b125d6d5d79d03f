package dev.tutti.base.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OPERATIONS.md, on metrics,")
class MetricsPageTest {
    private static final Path PAGE = Path.of("src/docs/OPERATIONS.md");
    /** A name, its labels, and a meaning. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `(tutti_[a-z_]+)` \\| ([^|]*) \\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final Pattern FAMILY = Pattern.compile("`((?:jvm|process)_[a-z_]*)…`");
    private static final Pattern SETTING = Pattern.compile("^\\| `(TUTTI_[A-Z_]+)` \\|", Pattern.MULTILINE);

    /** What can be set and is no limit: addresses, names, secrets, switches, and how often or how late something is done. */
    private static final Set<String> NO_LIMITS = names("""
            DATA_DIR DB_URL DB_USER DB_PASSWORD BUS REDIS_URL REDIS_USER REDIS_PASSWORD REDIS_CA
            TOKEN_SECRET TOKEN_FORMER_SECRETS TOKEN_ALGORITHM TOKEN_ISSUER TOKEN_AUDIENCE
            OUTSIDE_ISSUER OUTSIDE_AUDIENCE OUTSIDE_ALGORITHM OUTSIDE_PUBLIC_KEY OUTSIDE_KEY_SET
            REGISTRATION ADMINISTRATORS PUBLIC_URL ORIGINS TOKEN_IN_URL REQUIRE_IF_MATCH METRICS_TOKEN TRUSTED_PROXIES
            PING_SECONDS EXPIRY_NOTICE_SECONDS LOOK_MILLIS RECONNECT_AFTER_MILLIS DRAIN_SECONDS
            PRESENCE_GRACE_MILLIS PRESENCE_GATHER_MILLIS IDEMPOTENCY_KEY_SECONDS UPKEEP_SECONDS INVITE_HOURS
            DUE_SOON_HOURS MAIL_HOST MAIL_PORT MAIL_SECURITY MAIL_USER MAIL_PASSWORD MAIL_FROM
            WEBHOOKS_ANYWHERE WEBHOOK_FORMER_SECRET_HOURS
            """);

    /** Limits that are counted under another name. */
    private static final Set<String> COUNTED_OTHERWISE = names(
            // the driver does not tell them apart: database_busy, by its state
            "DB_CONNECT_SECONDS DB_ANSWER_SECONDS"
                    // nobody is there yet to whom it could be told
                    + " DB_START_SECONDS"
                    // authentication_failures: expired, refresh
                    + " ACCESS_TOKEN_SECONDS REFRESH_TOKEN_SECONDS"
                    // bus_lost
                    + " BUS_SILENCE_SECONDS"
                    // catch_ups and catch_ups_waiting
                    + " RING_ENTRIES CATCH_UPS");

    @Test
    @DisplayName("lists everything that is counted, with its labels, and nothing else")
    void listsEverything() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> listed.put(row.group(1), row.group(2)));
        Map<String, String> counted = new TreeMap<>();
        scrape().forEach((name, labels) -> {
            if (name.startsWith("tutti_")) {
                counted.put(name, labels);
            }
        });

        assertEquals(lines(counted), lines(listed));
    }

    @Test
    @DisplayName("names the families of what the virtual machine and the process tell")
    void namesFamilies() throws IOException {
        List<String> families = FAMILY.matcher(Files.readString(PAGE))
                .results()
                .map(family -> family.group(1))
                .toList();
        Set<String> foreign = scrape().keySet().stream()
                .filter(name -> !name.startsWith("tutti_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of(),
                foreign.stream()
                        .filter(name -> families.stream().noneMatch(name::startsWith))
                        .collect(Collectors.toSet()));
        for (String family : families) {
            assertTrue(foreign.stream().anyMatch(name -> name.startsWith(family)), family);
        }
    }

    @Test
    @DisplayName("has no limit among its settings that is not counted when it strikes")
    void everyLimit() throws IOException {
        Set<String> limits = SETTING.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        limits.removeAll(NO_LIMITS);
        limits.removeAll(COUNTED_OTHERWISE);

        assertEquals(
                limits,
                Stream.of(Limit.values())
                        .flatMap(limit -> limit.settings().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @DisplayName("says nothing of what no code counts")
    void everythingIsUsed() throws IOException {
        String code = code();
        Set<String> unused = Stream.<Enum<?>[]>of(Count.values(), Limit.values(), Level.values(), Distribution.values())
                .flatMap(Stream::of)
                .map(one -> one.getDeclaringClass().getSimpleName() + "." + one)
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(code).find())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), unused);
    }

    /** @return all that there is, as it is fetched, each name with its labels */
    static Map<String, String> scrape() {
        Exposition.all();
        for (Count count : Count.values()) {
            count.seen();
        }
        Level.BUS_STATE.isReadFrom(() -> Map.of("up", 1L));
        Level.CONNECTIONS.isReadFrom(() -> Map.of("poll", 0L));
        Stream.of(Level.values())
                .filter(level -> level != Level.BUS_STATE && level != Level.CONNECTIONS)
                .forEach(level -> level.isReadFrom(() -> 0));
        return Exposition.REGISTRY.scrape().stream()
                .collect(Collectors.toMap(MetricsPageTest::name, MetricsPageTest::labels));
    }

    private static String name(MetricSnapshot snapshot) {
        String suffix = snapshot.getClass().getSimpleName().equals("CounterSnapshot") ? "_total" : "";
        return snapshot.getMetadata().getName() + suffix;
    }

    private static String labels(MetricSnapshot snapshot) {
        return snapshot.getDataPoints().stream()
                .flatMap(point -> point.getLabels().stream())
                .map(label -> "`" + label.getName() + "`")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(it -> it.toString().endsWith(".java"))
                    .filter(it -> !it.toString().contains("base/metrics"))
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static Set<String> names(String list) {
        return Stream.of(list.strip().split("\\s+"))
                .map(name -> "TUTTI_" + name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String lines(Map<String, String> rows) {
        return rows.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
