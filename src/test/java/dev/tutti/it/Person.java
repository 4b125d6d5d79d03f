package dev.tutti.it;

import dev.tutti.docs.Documented;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account, who calls the REST API, and takes no answer that is not documented. */
public final class Person {
    static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** As long as twenty thousand tasks may take a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Where the server is at which this person has the account. */
    public final URI server;

    final String name;
    final String email;
    public final String id;
    public final String token;
    final String refreshToken;

    private Person(URI server, String name, String email, JsonObject signedIn) {
        this.server = server;
        this.name = name;
        this.email = email;
        this.id = signedIn.getJsonObject("user").getString("id");
        this.token = signedIn.getString("accessToken");
        this.refreshToken = signedIn.getString("refreshToken");
    }

    private Person(URI server, Person same) {
        this.server = server;
        this.name = same.name;
        this.email = same.email;
        this.id = same.id;
        this.token = same.token;
        this.refreshToken = same.refreshToken;
    }

    static final String PASSWORD = "correct horse battery staple";

    static Person registers(String name) {
        return registers(ServerIT.BASE, name);
    }

    public static Person registers(URI server, String name) {
        String email = name.toLowerCase() + "-" + UUID.randomUUID() + "@example.org";
        String body = "{\"email\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(email, name, PASSWORD);
        return new Person(
                server,
                name,
                email,
                send(server, "POST", "api/auth/register", body, Map.of())
                        .expect(201)
                        .json());
    }

    /** @return the same person, signed in once more */
    public Person signsIn() {
        return signsIn(server, name, email);
    }

    static Person signsIn(URI server, String name, String email) {
        return new Person(
                server,
                name,
                email,
                send(server, "POST", "api/auth/login", login(email), Map.of())
                        .expect(200)
                        .json());
    }

    /** @return the same person, with the same sign-in, at another node */
    public Person at(URI other) {
        return new Person(other, this);
    }

    /** Tries to sign in with this password. */
    public Answer signsInWith(String password) {
        return send(server, "POST", "api/auth/login", login(email, password), Map.of());
    }

    /** @return what this person says to sign in */
    String login() {
        return login(email);
    }

    private static String login(String email) {
        return login(email, PASSWORD);
    }

    private static String login(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }

    /** @return the id of a new workspace, which this person owns */
    public String createsWorkspace(String workspaceName) {
        return post("api/workspaces", "{\"name\":\"" + workspaceName + "\"}")
                .expect(201)
                .id();
    }

    public void adds(Person other, String workspace, String role) {
        post(
                        "api/workspaces/" + workspace + "/members",
                        "{\"userId\":\"%s\",\"role\":\"%s\"}".formatted(other.id, role))
                .expect(201);
    }

    public Answer createsTask(String workspace, String title) {
        return post("api/workspaces/" + workspace + "/tasks", "{\"title\":\"" + title + "\"}")
                .expect(201);
    }

    /** Says something in the workspace's main conversation. */
    public Answer says(String workspace, String text) {
        return post("api/workspaces/" + workspace + "/messages", "{\"text\":\"" + text + "\"}")
                .expect(201);
    }

    public Answer comments(String workspace, String task, String text) {
        return post("api/workspaces/" + workspace + "/tasks/" + task + "/comments", "{\"text\":\"" + text + "\"}")
                .expect(201);
    }

    public Answer get(String path) {
        return as("GET", path, "", Map.of());
    }

    public Answer post(String path, String body) {
        return as("POST", path, body, Map.of());
    }

    public Answer put(String path, String body) {
        return as("PUT", path, body, Map.of());
    }

    public Answer patch(String path, String body) {
        return as("PATCH", path, body, Map.of());
    }

    public Answer delete(String path) {
        return as("DELETE", path, "", Map.of());
    }

    /** Calls with this person's token and these headers besides. */
    public Answer as(String method, String path, String body, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Authorization", "Bearer " + token);
        return send(server, method, path, body, all);
    }

    static Answer send(String method, String path, String body, Map<String, String> headers) {
        return send(ServerIT.BASE, method, path, body, headers);
    }

    public static Answer send(URI server, String method, String path, String body, Map<String, String> headers) {
        URI address = server.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Documented.answer(response);
            return new Answer(response);
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + address, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
