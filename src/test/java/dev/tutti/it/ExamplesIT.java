package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tutti.base.Needed;
import jakarta.annotation.Nonnull;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.websocket.ClientEndpointConfig;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in src/docs/examples does what it says; where a program for it is missing, these are skipped for all to see. */
@DisplayName("The examples")
class ExamplesIT extends ServerIT {
    private static final Path EXAMPLES = Path.of("src/docs/examples").toAbsolutePath();

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static Pages pages;

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private String key = "";

    @BeforeAll
    static void start() throws IOException {
        pages = new Pages();
    }

    @AfterAll
    static void stop() throws IOException {
        pages.close();
    }

    @Test
    @DisplayName("publish an event from another system, once however often it is run")
    void publishes() throws IOException, InterruptedException {
        boolean present = run(List.of("sh", "-c", "command -v curl")).waitFor() == 0;
        Needed.here(present, "there is no curl");
        String keys = "api/workspaces/" + workspace + "/keys";
        key = ada.post(keys, "{\"name\":\"CI\",\"scopes\":[\"events:write\"]}")
                .expect(201)
                .json()
                .getString("secret");
        try (Phone phone = Phone.joins(ada, workspace)) {
            for (int i = 0; i < 2; i++) {
                Process script = run(List.of(
                        "sh",
                        EXAMPLES.resolve("publish.sh").toString(),
                        workspace,
                        "build.failed",
                        "{\"number\":7,\"why\":\"\\\"red\\\"\"}",
                        "build-7"));
                String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, script.waitFor(), said);
            }
            JsonObject heard = phone.expect("custom:build.failed");
            assertEquals("\"red\"", heard.getJsonObject("payload").getString("why"));
            assertEquals("CI", heard.getJsonObject("actor").getString("name"));
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("hear every event in a Java program, also after a lost connection")
    void listens() throws IOException {
        String classPath = Stream.of(
                        ClientManager.class, Json.class, JsonProvider.provider().getClass(), ClientEndpointConfig.class)
                .map(ExamplesIT::jar)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        try (Gate gate = new Gate()) {
            Process program = run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath,
                    EXAMPLES.resolve("Listener.java").toString(),
                    gate.address().toString().replace("http:", "ws:") + "ws",
                    ada.token,
                    workspace));
            try {
                BufferedReader said = program.inputReader();
                assertTrue(said.readLine().startsWith("Listening from "));
                ada.createsTask(workspace, "First");
                assertTrue(said.readLine().startsWith("2 task:created "));
                gate.cut();
                ada.createsTask(workspace, "Second");
                assertTrue(said.readLine().startsWith("3 task:created "));
            } finally {
                program.destroyForcibly();
            }
        }
    }

    @Test
    @DisplayName(
            "make a task, read it and are refused another, by a client that a generic tool has made of what the server serves")
    void generated() throws IOException, InterruptedException {
        Path document = Path.of("src/main/resources/dev/tutti/docs/openapi.json");
        assertEquals(
                Files.readString(document),
                ada.get("api/contracts/openapi.json").expect(200).response().body());
        List<String> classPath = compiledClient();
        Process program = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath),
                "GeneratedClient",
                BASE + "api",
                ada.email,
                Person.PASSWORD));
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), said);
        assertTrue(said.endsWith("\nrefused with 400 bad_request, for its title\n"), said);
        String[] made = said.split(" ");
        assertEquals(
                "Made by a generated client",
                ada.get("api/workspaces/" + made[0] + "/tasks/" + made[1])
                        .expect(200)
                        .json()
                        .getString("title"));
    }

    /** @return the class path of the client that the build generates, and of the example that uses it */
    private static List<String> compiledClient() throws IOException {
        Path client = Path.of(System.getProperty("tutti.it"), "client");
        Path classes = Files.createDirectories(client.resolve("classes"));
        List<String> jars = Stream.of(
                        ObjectMapper.class, JsonFactory.class, JsonInclude.class, JavaTimeModule.class, Nonnull.class)
                .map(ExamplesIT::jar)
                .toList();
        List<String> options = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                String.join(File.pathSeparator, jars),
                EXAMPLES.resolve("GeneratedClient.java").toString()));
        try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(options::add);
        }
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, complaints, complaints, options.toArray(String[]::new));
        assertEquals(0, result, complaints::toString);
        return Stream.concat(Stream.of(classes.toString()), jars.stream()).toList();
    }

    @Test
    @DisplayName("show a workspace on a plain page of another origin, and write to it")
    void plain() throws IOException {
        Window window = opens("plain/?tutti=" + BASE);
        window.fills("input[name=email]", ada.email);
        window.fills("input[name=password]", "wrong " + Person.PASSWORD);
        window.clicks("#sign-in button");
        window.awaits("document.querySelector('#sign-in output').textContent.includes('not right')");
        window.fills("input[name=password]", Person.PASSWORD);
        window.clicks("#sign-in button");
        window.awaits("document.querySelector('h1').textContent === 'Engine'");
        window.awaits("document.querySelector('#state').textContent === 'open'");
        ada.createsTask(workspace, "From elsewhere");
        window.awaits(shows("From elsewhere (todo)"));
        window.fills("input[name=title]", "From here");
        window.presses("Enter");
        window.awaits(shows("From elsewhere (todo)", "From here (todo)"));
        assertEquals(List.of("From elsewhere", "From here"), titles());
    }

    @Test
    @DisplayName("show and change a workspace by the hooks for React, without a build")
    void react() throws IOException {
        Window window = opens("react/" + told(BASE));
        window.awaits("document.querySelector('#app p').textContent === 'Connected'");
        String task = ada.createsTask(workspace, "First").id();
        window.awaits("document.querySelector('li').textContent.trim() === 'First'");
        window.clicks("li input");
        window.awaits("document.querySelector('li input').checked");
        window.fills("form input", "Second");
        window.presses("Enter");
        window.awaits("document.querySelectorAll('li').length === 2");
        window.awaits("document.querySelector('#app p').textContent === 'Connected'");
        String path = "api/workspaces/" + workspace + "/tasks/" + task;
        assertEquals("done", ada.get(path).json().getString("status"));
        assertEquals(2, titles().size());
    }

    @Test
    @DisplayName("hear by the browser's own EventSource, with a ticket, also after a lost connection")
    void eventSource() throws IOException {
        try (Gate gate = new Gate()) {
            Window window = opens("eventsource/" + told(gate.address()));
            window.awaits("document.querySelector('#state').textContent === 'connected'");
            ada.createsTask(workspace, "First");
            window.awaits(shows("2 task:created Ada: First"));
            gate.cut();
            ada.createsTask(workspace, "Second");
            window.awaits(shows("2 task:created Ada: First", "3 task:created Ada: Second"));
        }
    }

    /** @return a window at a page, if there is a browser */
    private static Window opens(String page) throws IOException {
        Window window = BROWSER.opens();
        window.goes(pages.address + page);
        return window;
    }

    private String told(URI server) {
        return "#tutti=" + server + "&workspace=" + workspace + "&token=" + ada.token;
    }

    private static String shows(String... lines) {
        return "[...document.querySelectorAll('li')].map((it) => it.textContent).join() === "
                + Window.quoted(String.join(",", lines));
    }

    private List<String> titles() {
        return ada.get("api/workspaces/" + workspace + "/tasks").json().getJsonArray("items").stream()
                .map(task -> task.asJsonObject().getString("title"))
                .toList();
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.environment().put("TUTTI", BASE.toString());
        builder.environment().put("TUTTI_KEY", key);
        return builder.start();
    }

    private static String jar(Class<?> type) {
        try {
            URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(place).toString();
        } catch (URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }
}
