package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import dev.tutti.chaos.Node;
import dev.tutti.chaos.Server;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop of src/docs/examples/neighbour, compiled as it stands there and deployed beside Tutti, in a server of its own: the
 * adapter of Payara Micro gives each deployment another server.
 */
@DisplayName("Another application on the same server")
class NeighbourIT {
    private static final Path SOURCES = Path.of("src/docs/examples/neighbour/shop");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Node node;
    private static Person ada;
    private static String workspace;

    /** Tutti runs already, and has a workspace, when the other one comes. */
    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void start(@TempDir Path directory) throws IOException {
        Path shop = shop(directory);
        node = Node.of(ServerIT.isPayara() ? Server.PAYARA : Server.WILDFLY).starts();
        ada = Person.registers(node.address(), "Ada");
        workspace = ada.createsWorkspace("Engine");
        String key = ada.post(
                        "api/workspaces/" + workspace + "/keys",
                        "{\"name\":\"Shop\",\"scopes\":[\"read\",\"events:write\"]}")
                .expect(201)
                .json()
                .getString("secret");
        node.stops();
        node.beside(shop)
                .with("SHOP_TUTTI", node.address().toString())
                .with("SHOP_WORKSPACE", workspace)
                .with("SHOP_KEY", key)
                .starts();
        ada = ada.signsIn();
        awaitsHeard(heard -> !heard.getString("position").isEmpty());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    @DisplayName("tells a workspace what happens there, once however often it is told")
    void says() {
        try (Phone phone = Phone.joins(ada, workspace)) {
            orders("7", "Cards");
            orders("7", "Cards");
            JsonObject heard = phone.expect("custom:order.placed");
            assertEquals("Cards", heard.getJsonObject("payload").getString("item"));
            assertEquals("Shop", heard.getJsonObject("actor").getString("name"));
            assertTrue(heard.getJsonObject("actor").getBoolean("integration"));
            orders("8", "Ink");
            assertEquals(
                    "Ink",
                    phone.expect("custom:order.placed").getJsonObject("payload").getString("item"));
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("hears what people do in a workspace, each thing once and in order")
    void hears() {
        List<String> done = new ArrayList<>();
        for (String title : List.of("First", "Second", "Third")) {
            String task = ada.createsTask(workspace, title).id();
            ada.post("api/workspaces/" + workspace + "/tasks/" + task + "/move", "{\"status\":\"done\"}")
                    .expect(200);
            done.add(task);
        }
        String end = Optional.of(
                        ada.get("api/workspaces/" + workspace + "/events").json())
                .map(now -> now.getString("epoch") + ":" + now.getInt("seq") + ":" + now.getString("mark"))
                .orElseThrow();
        JsonObject heard = awaitsHeard(now -> now.getString("position").equals(end));
        assertEquals(
                done,
                heard.getJsonArray("done").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList());
    }

    private static void orders(String id, String item) {
        HttpRequest.Builder order = HttpRequest.newBuilder(shop("orders/" + id))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(item));
        HttpResponse<String> answer = send(order);
        assertEquals(204, answer.statusCode(), answer::body);
    }

    /** @return what the shop has heard, as soon as it is as wanted */
    private static JsonObject awaitsHeard(Predicate<JsonObject> wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(shop("heard")));
            if (answer.statusCode() == 200) {
                JsonObject heard =
                        Json.createReader(new StringReader(answer.body())).readObject();
                if (wanted.test(heard)) {
                    return heard;
                }
            }
            assertTrue(Instant.now().isBefore(end), () -> answer.statusCode() + " " + answer.body());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static URI shop(String path) {
        return node.address().resolve("shop/api/" + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return Person.HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path shop(Path directory) throws IOException {
        Optional<JavaCompiler> compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler());
        Needed.here(compiler.isPresent(), "there is no Java compiler");
        Path content = directory.resolve("content");
        Path classes = Files.createDirectories(content.resolve("WEB-INF/classes"));
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp"));
        arguments.add(System.getProperty("java.class.path"));
        try (Stream<Path> sources = Files.list(SOURCES)) {
            sources.map(Path::toString).forEach(arguments::add);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int result = compiler.orElseThrow().run(null, said, said, arguments.toArray(String[]::new));
        assertEquals(0, result, () -> said.toString(StandardCharsets.UTF_8));
        Path war = directory.resolve("shop.war");
        ShrinkWrap.create(ExplodedImporter.class)
                .importDirectory(content.toFile())
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }
}
