package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A real Keycloak, from Maven Central, in development mode, with a realm of its own for each run. What its first start
 * makes of the unpacked files stays there, so that the next one is faster.
 */
final class Keycloak implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("keycloak.home"));
    /** The first start compiles itself, which takes a loaded machine minutes. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final String ADMINISTRATOR = "admin";
    private static final String PASSWORD = "difference engine";
    private static final int BETTER_THAN_THE_FIRST = 200;

    private final String realm = "board-" + UUID.randomUUID();
    private final URI address;
    private final Thread lastResort = new Thread(this::end, "keycloak-last-resort");
    private Optional<Process> process = Optional.empty();

    /** Chooses where it is to be, and does not start it yet. */
    Keycloak() {
        try (ServerSocket free = new ServerSocket(0)) {
            address = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The built WAR, told to take this realm's tokens. */
    WebArchive trustedBy(WebArchive war) {
        String settings = String.join(
                "\n",
                "tutti.outside.issuer=" + address + "realms/" + realm,
                "tutti.outside.audience=tutti",
                "tutti.outside.key.set=" + address + "realms/" + realm + "/protocol/openid-connect/certs");
        return war.addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    /** Starts it, waits until it answers, and makes the realm. */
    void starts() {
        Process started = launch();
        process = Optional.of(started);
        Runtime.getRuntime().addShutdownHook(lastResort);
        Instant end = Instant.now().plus(START);
        while (!answers()) {
            if (!started.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException("Keycloak did not start; see " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        administer("POST", "", wanted().toString(), 201);
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        HOME.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=" + address.getHost(),
                        "--http-port=" + address.getPort())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        // It lives for a minute: what the second compiler would gain, it costs first.
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMINISTRATOR,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD));
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JsonObject wanted() {
        try (InputStream file = Keycloak.class.getResourceAsStream("/keycloak-realm.json");
                JsonReader reader = Json.createReader(file)) {
            return Json.createObjectBuilder(reader.readObject())
                    .add("realm", realm)
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @return the tokens that the realm's only user gets by the client of this name */
    JsonObject signsIn(String client) {
        return signsIn(realm, client, "ada");
    }

    /** @return further tokens of the same sign-in */
    JsonObject refreshes(String client, JsonObject signIn) {
        return tokens(
                realm,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        client,
                        "refresh_token",
                        signIn.getString("refresh_token")));
    }

    /** Signs with another key from now on, and publishes the former one no more. */
    void changesKeys() {
        String keys = "?type=org.keycloak.keys.KeyProvider";
        String former = Json.createReader(new StringReader(administer("GET", "/components" + keys, "", 200)))
                .readArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(key -> key.getString("providerId").equals("rsa-generated"))
                .map(key -> key.getString("id"))
                .findFirst()
                .orElseThrow();
        String next =
                "{\"name\":\"next\",\"providerId\":\"rsa-generated\",\"providerType\":\"org.keycloak.keys.KeyProvider\","
                        + "\"config\":{\"algorithm\":[\"RS256\"],\"priority\":[\"" + BETTER_THAN_THE_FIRST + "\"]}}";
        administer("POST", "/components", next, 201);
        administer("DELETE", "/components/" + former, "", 204);
    }

    @Override
    public void close() {
        if (process.isPresent()) {
            end();
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    /** Asked, not killed: it keeps what the next start begins with. Its script passes the signal on. */
    private void end() {
        Process ending = process.orElseThrow();
        ending.destroy();
        try {
            if (ending.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ending.descendants().forEach(ProcessHandle::destroyForcibly);
        ending.destroyForcibly();
    }

    private static Path log() {
        return HOME.resolve("keycloak.log");
    }

    private boolean answers() {
        try {
            return send("GET", "realms/master", "", Map.of()).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private String administer(String method, String path, String body, int expected) {
        String token = signsIn("master", "admin-cli", ADMINISTRATOR).getString("access_token");
        String place = path.isEmpty() ? "admin/realms" : "admin/realms/" + realm + path;
        HttpResponse<String> answer = send(
                method, place, body, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
        assertEquals(expected, answer.statusCode(), () -> method + " " + place + ": " + answer.body());
        return answer.body();
    }

    private JsonObject signsIn(String where, String client, String user) {
        return tokens(
                where,
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", user,
                        "password", PASSWORD,
                        "scope", "openid"));
    }

    private JsonObject tokens(String where, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send(
                "POST",
                "realms/" + where + "/protocol/openid-connect/token",
                form,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertEquals(200, answer.statusCode(), answer::body);
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return Person.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
