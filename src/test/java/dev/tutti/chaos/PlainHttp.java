package dev.tutti.chaos;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Somebody's HTTP, with a token that is renewed when it is old. One thread at a time. */
final class PlainHttp {
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // The Json class looks for its provider anew at every call: more than half of what a crowd of clients costs.
    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    final String name;
    final String id;
    private final URI server;
    private final Duration life;
    private String token;
    private String refreshToken;
    private Instant renewed = Instant.now();
    private JsonObject signedIn;
    private Duration patience = PATIENCE;

    /**
     * @param signedIn what registering or signing in answered
     * @param life after which a token is renewed
     */
    PlainHttp(URI server, String name, JsonObject signedIn, Duration life) {
        this.server = server;
        this.name = name;
        this.life = life;
        id = signedIn.getJsonObject("user").getString("id");
        take(signedIn);
    }

    static PlainHttp registers(URI server, String name, Duration life) {
        return enters(server, name, life, "api/auth/register");
    }

    /** On another device. */
    static PlainHttp signsIn(URI server, String name, Duration life) {
        return enters(server, name, life, "api/auth/login");
    }

    /** @return the same person and sign-in by another way, for the life of the token, and with so much patience */
    PlainHttp via(URI other, Duration shorter) {
        PlainHttp same = new PlainHttp(other, name, signedIn, life);
        same.patience = shorter;
        return same;
    }

    private static PlainHttp enters(URI server, String name, Duration life, String door) {
        String body = "{\"name\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"correct horse battery\"}"
                .formatted(name, name.toLowerCase());
        HttpRequest request = HttpRequest.newBuilder(server.resolve(door))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new PlainHttp(server, name, json(send(request).body()), life);
    }

    /** @return a token that has some life left */
    String token() {
        if (Duration.between(renewed, Instant.now()).compareTo(life) > 0) {
            HttpResponse<String> answer =
                    send(request("POST", "api/auth/refresh", "{\"refreshToken\":\"" + refreshToken + "\"}")
                            .build());
            if (answer.statusCode() == 503) {
                // Asked again with the next call; this one has some life left.
                return token;
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("refresh: " + answer.statusCode() + " " + answer.body());
            }
            take(json(answer.body()));
        }
        return token;
    }

    /** @return how long an answer of the server may take to begin */
    Duration patience() {
        return patience;
    }

    URI address(String path) {
        return server.resolve(path);
    }

    HttpResponse<String> call(String method, String path, String body) {
        token();
        return send(request(method, path, body).build());
    }

    /** @param key with which it may be sent again */
    HttpResponse<String> call(String method, String path, String body, String key) {
        token();
        return send(request(method, path, body).header("Idempotency-Key", key).build());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private void take(JsonObject answer) {
        signedIn = answer;
        token = answer.getString("accessToken");
        refreshToken = answer.getString("refreshToken");
        renewed = Instant.now();
    }

    /** @return whether a refusal is Tutti's own, and not of a server that stands there without it */
    static boolean isTuttis(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
    }

    static JsonObject json(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** @return the text of a JSON string */
    static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(request.uri().toString(), failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
