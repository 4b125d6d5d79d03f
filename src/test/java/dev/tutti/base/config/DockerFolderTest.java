package dev.tutti.base.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of what no container engine reads where there is none: what it says about Tutti. */
@DisplayName("The docker folder")
class DockerFolderTest {
    private static final Path FOLDER = Path.of("docker");
    private static final Pattern SETTING = Pattern.compile("\\bTUTTI_[A-Z_]+");
    /** Of the process itself, and of caddy's variant. */
    private static final Set<String> OTHERS = Set.of("TUTTI_EXIT_ON_FAILED_START", "TUTTI_HOST");

    private static final Pattern ADDRESS =
            Pattern.compile("^  (\\w+):\\n(?:(?!  \\w).*\\n)*?.*ipv4_address: ([\\d.]+)", Pattern.MULTILINE);

    @Test
    @DisplayName("names only settings that there are")
    void settings() throws IOException {
        SettingsReader reader = new SettingsReader(name -> Optional.empty());
        reader.read();
        Set<String> known = reader.report()
                .lines()
                .map(line -> line.strip().split("=", 2)[0])
                .collect(Collectors.toSet());
        known.addAll(OTHERS);

        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SETTING.matcher(Files.readString(file)).results().forEach(one -> named.add(one.group()));
            }
        }

        assertTrue(named.contains("TUTTI_DB_URL"), named::toString);
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    @Test
    @DisplayName(
            "believes in the cluster's proxies and in nobody else of their network, least of all its gateway (A13)")
    void proxies() throws IOException {
        String cluster = read("compose.cluster.yml");
        List<Network> trusted = ChosenSettings.of(
                        "TUTTI_TRUSTED_PROXIES", found(cluster, "TUTTI_TRUSTED_PROXIES: (\\S+)"))
                .rates()
                .proxies();
        List<MatchResult> addresses = ADDRESS.matcher(cluster).results().toList();
        assertEquals(
                Set.of("wildfly", "payara", "nginx", "caddy"),
                addresses.stream().map(one -> one.group(1)).collect(Collectors.toSet()));

        for (MatchResult one : addresses) {
            boolean isProxy = Set.of("nginx", "caddy").contains(one.group(1));
            assertEquals(isProxy, isTrusted(trusted, one.group(2)), one.group(1));
        }
        String gateway = found(cluster, "subnet: ([\\d.]+)\\.0/24") + ".1";
        assertFalse(isTrusted(trusted, gateway), gateway);
    }

    @Test
    @DisplayName("gives a node in Kubernetes more time to end than it needs to see everybody off")
    void graceInKubernetes() throws IOException {
        long grace = Long.parseLong(found(read("kubernetes.yaml"), "terminationGracePeriodSeconds: (\\d+)"));
        long drain = ChosenSettings.of().live().drain().toSeconds();

        assertTrue(grace >= drain + 30, grace + " for " + drain + " and the stop");
    }

    @Test
    @DisplayName("gives no image the secrets that lie beside it: what is never committed is never sent to an engine")
    void secrets() throws IOException {
        List<String> kept = Files.readAllLines(Path.of(".gitignore")).stream()
                .filter(line -> line.startsWith(FOLDER + "/"))
                .toList();
        assertTrue(kept.contains("docker/metrics-token"), kept::toString);

        List<Path> lists = files(".dockerignore");
        assertEquals(files(".Dockerfile").size(), lists.size());
        for (Path list : lists) {
            Set<String> left = new TreeSet<>(kept);
            for (String ignored : Files.readAllLines(list)) {
                left.removeIf(path -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + ignored)
                        .matches(Path.of(path)));
            }
            assertEquals(Set.of(), left, list::toString);
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static boolean isTrusted(List<Network> trusted, String address) {
        return trusted.stream()
                .anyMatch(network -> network.contains(Network.address(address).orElseThrow()));
    }

    private static String found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }
}
